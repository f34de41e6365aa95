"""Taking answers out of the box: never fewer than ten, shuffled, while others stay behind.

Whoever watches the tables sees ten sheets or more appear at once, taken at random from twenty or more people.
"""

import secrets
from datetime import datetime

from django.db import transaction

from sagacity.procedures.surveys import models, sealing
from sagacity.procedures.types import Definition, Kind

FEWEST = 10  # so many come out together, and so many stay behind
_RANDOM = secrets.SystemRandom()


def pour_all(*, at: datetime) -> int:
    """Pour every box that is full enough; says how many answers came out."""
    return sum(pour(pk) for pk in models.Survey.objects.filter(closed_on=None).values_list("pk", flat=True))


@transaction.atomic
def pour(pk: int, *, everything: bool = False) -> int:
    """Take out all but ten, at random, when at least ten come out; at the end all there are."""
    row = models.Survey.objects.select_for_update().get(pk=pk)
    sheets = sealing.open_box(row)
    if not everything and len(sheets) < 2 * FEWEST:
        return 0
    _RANDOM.shuffle(sheets)
    stay = 0 if everything else FEWEST
    row.box = sealing.close_box(row.procedure, sheets[:stay])
    row.save(update_fields=["box"])
    _keep(row, sheets[stay:])
    return len(sheets) - stay


def _keep(row: models.Survey, sheets: sealing.Sheets) -> None:
    """Sheets and own words, each by a key at random and written in the order of these keys."""
    answers = [models.Answer(survey=row, said=sheet["said"]) for sheet in sheets]
    words = [
        models.OwnWords(survey=row, question=question, sealed=sealing.seal_words(row.procedure, text))
        for sheet in sheets
        for question, text in sheet["words"].items()
    ]
    models.Answer.objects.bulk_create(sorted(answers, key=lambda one: one.key))
    models.OwnWords.objects.bulk_create(sorted(words, key=lambda one: one.key))


def sheet_of(definition: Definition, answers: dict[str, object]) -> dict[str, object]:
    """Answers as one sheet: what is counted, and apart from it what was written freely."""
    kinds = {one.key: one.kind for one in definition.questions()}
    written = {Kind.TEXT, Kind.LONG_TEXT}
    said = {key: value for key, value in answers.items() if kinds[key] not in {*written, Kind.CONSENT}}
    return {"said": said, "words": {key: value for key, value in answers.items() if kinds[key] in written}}
