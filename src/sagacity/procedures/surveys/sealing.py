"""What waits and what was written freely lies under the seal of the house; so does the secret of a survey."""

import hmac
import json
from typing import Any

from sagacity.kit import seals
from sagacity.procedures.surveys import models

Sheets = list[dict[str, Any]]
ROUND = 4096  # bytes: the length of a box tells of no single answer
_SEALER = seals.Sealer("sagacity procedures surveys")


def new_secret(procedure: str, secret: bytes) -> bytes:
    return _SEALER.seal(secret, about=f"survey {procedure} secret")


def token_of(row: models.Survey, inhabitant: str) -> str:
    """The mark of somebody in one survey: another survey's mark of the same person has nothing in common."""
    secret = _SEALER.opened(bytes(row.secret), about=f"survey {row.procedure} secret")
    return hmac.digest(secret, inhabitant.encode(), "sha256").hex()


def close_box(procedure: str, sheets: Sheets) -> bytes:
    """Sheets under seal, filled up with blanks."""
    content = json.dumps(sheets, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return _SEALER.seal(content.ljust(-(-len(content) // ROUND) * ROUND), about=f"survey {procedure} box")


def open_box(row: models.Survey) -> Sheets:
    content = _SEALER.opened(bytes(row.box), about=f"survey {row.procedure} box")
    sheets: Sheets = json.loads(content.decode("utf-8", "surrogatepass"))
    return sheets


def seal_words(procedure: str, text: str) -> bytes:
    content = text.encode("utf-8", "surrogatepass")
    return _SEALER.seal(content.ljust(-(-len(content) // 256) * 256), about=f"survey {procedure} words")


def open_words(row: models.OwnWords) -> str:
    content = _SEALER.opened(bytes(row.sealed), about=f"survey {row.survey.procedure} words")
    return content.decode("utf-8", "surrogatepass").rstrip(" ")


def renew() -> int:
    """Put everything under the secret of now; says how much was under older ones."""
    done = 0
    for survey in models.Survey.objects.all():
        for name in ("secret", "box"):
            sealed = bytes(getattr(survey, name))
            fresh = _SEALER.renewed(sealed, about=f"survey {survey.procedure} {name}") if sealed else None
            if fresh is not None:
                done += models.Survey.objects.filter(pk=survey.pk).update(**{name: fresh})
    for words in models.OwnWords.objects.select_related("survey").iterator(chunk_size=500):
        fresh = _SEALER.renewed(bytes(words.sealed), about=f"survey {words.survey.procedure} words")
        if fresh is not None:
            done += models.OwnWords.objects.filter(pk=words.pk).update(sealed=fresh)
    return done
