"""How long surveys keep what: tokens until the end, own words a year more, sheets as their class says."""

from datetime import datetime, timedelta

from sagacity.kit import clock
from sagacity.procedures import definitions
from sagacity.procedures.surveys import models

WORDS_DAYS = 365


def erase_what_is_over(*, at: datetime) -> int:
    """Erase what nobody needs any more; says how many rows."""
    today, done = clock.day(at), 0
    for row in models.Survey.objects.exclude(closed_on=None):
        ended = row.closed_on
        if ended is None:
            continue
        if ended + timedelta(days=WORDS_DAYS) < today:
            done += models.OwnWords.objects.filter(survey=row).delete()[0]
        definition = definitions.definition(procedure=row.procedure, version=row.version)
        years = int(definition.retention.removeprefix("years_"))
        if ended + timedelta(days=366 * years) < today:
            done += models.Answer.objects.filter(survey=row).delete()[0]
    return done
