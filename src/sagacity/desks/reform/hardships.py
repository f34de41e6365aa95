"""Where forms are hard: cases that had to be put right, questions asked again, screens where people stop."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sagacity.desks.reform import words
from sagacity.desks.reform.tables import Table, by_size, column, number
from sagacity.kit.small_cells import LEAST
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as filling


def procedures(found: Sequence[cases.ProcedureCorrections], names: words.Procedures) -> Table:
    """Procedures by the share of cases that had to be put right, the worst first, hidden ones last."""
    columns = (
        column(_("手続")),
        number(_("件数")),
        number(_("尋ねた・直した件数")),
        number(_("割合（％）")),
        number(_("市が尋ねた")),
        number(_("答えを直した")),
    )
    rows = by_size([_procedure(one, names) for one in found], at=3)
    return Table("procedures", _("直しの多い手続"), columns, rows)


def _procedure(
    one: cases.ProcedureCorrections, names: words.Procedures
) -> tuple[str | int | float | None, ...]:
    right = _part(one.put_right, one.cases)
    share = None if right is None else round(100 * right / one.cases, 1)
    # The two kinds overlap, so each of them is told only where the whole is, and so is what it leaves.
    kinds = [None if right is None else _part(many, one.cases) for many in (one.asked, one.corrected)]
    return (names.name(one.procedure), _whole(one.cases), right, share, *kinds)


def questions(found: Sequence[cases.ProcedureCorrections], names: words.Procedures) -> Table:
    """Questions and papers by how often they were asked for again or put right."""
    columns = (
        column(_("手続")),
        column(_("質問・書類")),
        number(_("市が尋ねた")),
        number(_("本人が直した")),
        number(_("職員が直した")),
    )
    rows = [_question(each.procedure, one, names) for each in found for one in each.questions]
    # By what is shown, the hidden ones last: their order would tell of their size.
    rows.sort(key=lambda row: (-sum(cell for cell in row[2:] if isinstance(cell, int)), row[:2]))
    return Table("questions", _("よく尋ねた質問、よく直された質問"), columns, rows)


def _question(
    procedure: str, one: cases.QuestionCorrections, names: words.Procedures
) -> tuple[str, str, int | None, int | None, int | None]:
    counts = (_whole(one.asked), _whole(one.by_resident), _whole(one.by_staff))
    return (names.name(procedure), names.question(procedure, one.question), *counts)


def steps(found: Sequence[filling.StepCount], names: words.Procedures) -> Table:
    """Screens of forms by how many stop there, form by form."""
    columns = (
        column(_("手続")),
        column(_("画面")),
        column(_("道")),
        number(_("来た")),
        number(_("先へ進んだ")),
        number(_("離れた割合（％）")),
    )
    order = sorted(
        found,
        key=lambda one: (
            one.procedure,
            one.version,
            one.channel,
            names.place_of_block(one.procedure, one.block),
        ),
    )
    return Table("steps", _("書く途中で離れた画面"), columns, [_step(one, names) for one in order])


def _step(one: filling.StepCount, names: words.Procedures) -> tuple[str | int | float | None, ...]:
    passed = _part(min(one.passed, one.reached), one.reached)
    left = None if passed is None else round(100 * one.left / one.reached, 1)
    channel = str(words.CHANNELS.get(one.channel, one.channel))
    name = names.name(one.procedure)
    return (name, names.block(one.procedure, one.block), channel, _whole(one.reached), passed, left)


def _whole(many: int) -> int | None:
    return None if 0 < many < LEAST else many


def _part(many: int, whole: int) -> int | None:
    """A part of a count that is shown; hidden where it, or what it leaves, would point at people."""
    return None if 0 < many < LEAST or 0 < whole - many < LEAST or 0 < whole < LEAST else many
