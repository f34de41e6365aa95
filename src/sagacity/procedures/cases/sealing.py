"""What residents answered and staff wrote lies under the seal of the house."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from sagacity.kit import seals
from sagacity.procedures.cases import models

_SEALER = seals.Sealer("sagacity procedures cases")


def keep(event: models.Event, said: Mapping[str, Any]) -> None:
    """Keep what was said with an entry that is being written; its digest stands in the log.

    The digest is salted, so that nobody finds a short answer by trying all of them.
    """
    text = json.dumps({"salt": secrets.token_hex(16), **said}, ensure_ascii=False, sort_keys=True)
    content = text.encode("utf-8", "surrogatepass")
    event.digest = hashlib.sha256(content).hexdigest()
    event.save(force_insert=True)
    about = _about(event)
    models.Content.objects.create(event=event, sealed=_SEALER.seal(content, about=about))


def opened(event: models.Event) -> dict[str, Any]:
    """What was said with an entry; nothing when nothing was, or when its years are over.

    Raises:
        seals.BrokenSeal: it was changed, or no secret of the house opens it.
    """
    content = models.Content.objects.filter(event=event).first()
    return open_one(event, content) if content else {}


def open_one(event: models.Event, content: models.Content) -> dict[str, Any]:
    text = _SEALER.opened(bytes(content.sealed), about=_about(event))
    if hashlib.sha256(text).hexdigest() != event.digest:
        raise seals.BrokenSeal(_about(event))
    said: dict[str, Any] = json.loads(text.decode("utf-8", "surrogatepass"))
    del said["salt"]
    return said


def renew() -> int:
    """Put everything under the secret of now; says how much was under older ones."""
    done = 0
    for row in models.Content.objects.select_related("event").iterator(chunk_size=500):
        fresh = _SEALER.renewed(bytes(row.sealed), about=_about(row.event))
        if fresh is not None:
            done += models.Content.objects.filter(pk=row.pk).update(sealed=fresh)
    return done


def _about(event: models.Event) -> str:
    return f"case {event.case_id} entry {event.number}"
