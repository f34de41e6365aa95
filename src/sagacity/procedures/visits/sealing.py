"""What was written into a visit is sealed: whoever reads the database alone reads no answer."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sagacity.kit import seals
from sagacity.procedures.visits import models

EMPTY: dict[str, Any] = {
    "answers": {}, "sources": {}, "given": {}, "touched": {}, "members": [], "signed": None,
}  # fmt: skip
_SEALER = seals.Sealer("sagacity visits")


def seal(said: Mapping[str, Any], *, key: str) -> bytes:
    return _SEALER.seal(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass"), about=key)


def opened(row: models.Visit) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(_SEALER.opened(bytes(row.sealed), about=row.key))
    return said


def digest(answers: Mapping[str, Any]) -> str:
    """What exactly somebody signed."""
    text = json.dumps(answers, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def renew() -> int:
    """Put every visit under the secret of now; says how many were not."""
    done = 0
    for row in models.Visit.objects.all().iterator():
        fresh = _SEALER.renewed(bytes(row.sealed), about=row.key)
        if fresh is not None:
            done += models.Visit.objects.filter(pk=row.pk, revision=row.revision).update(sealed=fresh)
    return done
