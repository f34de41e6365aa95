"""What visitors said: answers by line, small counts hidden with what would betray them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sagacity.desks.reform import words
from sagacity.desks.reform.tables import Table, column, number
from sagacity.kit.small_cells import Sum, hide_joined
from sagacity.reservations.queue import api as queue

ALL = ""  # the column of all lines together


def tables(found: Sequence[queue.Opinions]) -> list[Table]:
    """One table for each of the two questions: answers down, lines across, all of them at the end."""
    return [_table(about, [one for one in found if one.about is about]) for about in queue.About]


def _table(about: queue.About, found: Sequence[queue.Opinions]) -> Table:
    lines = sorted({one.line for one in found}, key=_place)
    answers = queue.ANSWERS[about]
    counts = {(answer, line): 0 for answer in answers for line in [*lines, ALL]}
    for one in found:
        counts[one.answer, one.line] += one.many
        counts[one.answer, ALL] += one.many
    sums = [Sum(tuple((answer, line) for line in lines), (answer, ALL)) for answer in answers]
    sums += [Sum(tuple((answer, line) for answer in answers)) for line in [*lines, ALL]]
    safe = hide_joined(counts, sums)
    columns = [
        column(queue.ABOUT_WORDS[about]),
        *(number(words.line(line)) for line in lines),
        number(_("計")),
    ]
    rows = [
        (str(queue.ANSWER_WORDS[answer]), *(safe[answer, line] for line in [*lines, ALL]))
        for answer in answers
    ]
    return Table(about.value, str(queue.ABOUT_WORDS[about]), columns, rows if found else ())


def _place(line: str) -> tuple[int, str]:
    known = [one.key for one in queue.lines()]
    return (known.index(line) if line in known else len(known), line)
