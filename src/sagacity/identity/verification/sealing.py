"""Facts that must wait for a clerk are sealed: whoever reads the database alone reads nothing."""

import json
from dataclasses import asdict
from datetime import date

from sagacity.identity.verification import models, types
from sagacity.kit import seals

_SEALER = seals.Sealer("sagacity verification questions")
_DOCUMENTS = seals.Sealer("sagacity verification signatures")


def seal(facts: types.ProvenFacts, *, for_key: str) -> bytes:
    """Seal facts; they open only together with the key of their question."""
    said = json.dumps({**asdict(facts), "birth_date": facts.birth_date.isoformat()}, ensure_ascii=False)
    return _SEALER.seal(said.encode(), about=for_key)


def opened(sealed: bytes, *, for_key: str) -> types.ProvenFacts:
    """The facts of a question.

    Raises:
        seals.BrokenSeal: no SAGACITY_SECRET_KEY that the house knows opens them.
    """
    said = json.loads(_SEALER.opened(sealed, about=for_key))
    return types.ProvenFacts(**{**said, "birth_date": date.fromisoformat(said["birth_date"])})


def seal_bytes(content: bytes, *, for_key: str) -> bytes:
    """Seal the words of a document, or a signature; they open only together with their key."""
    return _DOCUMENTS.seal(content, about=for_key)


def opened_bytes(sealed: bytes, *, for_key: str) -> bytes:
    """What was sealed under a key.

    Raises:
        seals.BrokenSeal: no SAGACITY_SECRET_KEY that the house knows opens it.
    """
    return _DOCUMENTS.opened(sealed, about=for_key)


def renew() -> int:
    """Put facts that wait, documents and signatures under the key of now; says how many were not."""
    asked = [_renewed(_SEALER, row) for row in models.Question.objects.waiting()]
    signed = [_renewed(_DOCUMENTS, row) for row in models.Signature.objects.all()]
    return sum((*asked, *signed))


def _renewed(sealer: seals.Sealer, row: models.Question | models.Signature) -> bool:
    fresh = sealer.renewed(bytes(row.sealed), about=row.key)
    same = type(row)._default_manager.filter(pk=row.pk, sealed=row.sealed)  # unless it was just decided
    return fresh is not None and same.update(sealed=fresh) == 1
