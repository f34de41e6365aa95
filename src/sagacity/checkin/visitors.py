"""Visitors: people without a card, as they told who they are; and which two of them may be one."""

import re
import unicodedata
from collections.abc import Iterable

from sagacity.checkin import models, persons, types
from sagacity.kit.japanese import kana

LIKELY = 90  # of 100
LIKELY_BORN_ON_ONE_DAY = 75  # a long vowel written otherwise (タロウ, タロー) gives 80


def person_of(entry: types.Entry) -> str:
    return persons.of_form(entry.uuid)


def write_down(reception: models.Reception, entries: Iterable[types.Entry]) -> None:
    """Keep what was told, once for each form."""
    models.Visitor.objects.bulk_create(
        (
            models.Visitor(
                person=person_of(entry),
                reception=reception,
                name=entry.visitor.name[:120],
                folded=folded(entry.visitor.name)[:120],
                kana=entry.visitor.kana[:120],
                birth_date=entry.visitor.birth_date,
                address=entry.visitor.address[:300],
                household=entry.visitor.household[:80],
                note=entry.visitor.note[:400],
            )
            for entry in entries
            if entry.visitor is not None and not entry.card
        ),
        batch_size=500,
    )


def folded(name: str) -> str:
    """A name for comparing only: NFKC, without spaces, in katakana where it is kana."""
    return kana.to_katakana(re.sub(r"\s", "", unicodedata.normalize("NFKC", name)))


def proposals(*, reception: str) -> list[tuple[models.Visitor, models.Visitor, int, str]]:
    """Pairs that may be one person, the likeliest first: with how like they are, and why.

    Names are compared with RapidFuzz after folding; a different birth date is never the same person.
    """
    from rapidfuzz import fuzz

    rows = list(models.Visitor.objects.filter(reception__key=reception).order_by("id"))
    found = []
    for number, one in enumerate(rows):
        for other in rows[number + 1 :]:
            if one.birth_date and other.birth_date and one.birth_date != other.birth_date:
                continue
            same_day = one.birth_date is not None and one.birth_date == other.birth_date
            like = max(
                fuzz.ratio(one.folded, other.folded),
                fuzz.ratio(folded(one.kana), folded(other.kana)) if one.kana and other.kana else 0,
            )
            if like >= (LIKELY_BORN_ON_ONE_DAY if same_day else LIKELY):
                why = "same_day" if same_day else "no_day"
                found.append((one, other, round(like), why))
    return sorted(found, key=lambda pair: -pair[2])
