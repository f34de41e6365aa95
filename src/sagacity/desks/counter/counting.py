"""Figures of the desk: how long stages take, where forms are given up; small counts hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sagacity.desks.counter import words
from sagacity.kit import clock, small_cells
from sagacity.kit.ui import api as ui
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as filling

HIDDEN = None
LONGEST = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both counted."""

    since: date
    until: date

    @classmethod
    def of(cls, said: QueryDict, *, at: datetime) -> "Period":
        """What an address says; without it the last thirty days."""
        today = clock.day(at)
        until = _day(said.get("until", "")) or today
        since = _day(said.get("since", "")) or until - timedelta(days=29)
        return cls(max(min(since, until), until - LONGEST), until)

    @property
    def first_moment(self) -> datetime:
        return datetime.combine(self.since, time(), clock.JAPAN)

    @property
    def last_moment(self) -> datetime:
        """The first that counts no longer."""
        return datetime.combine(self.until + timedelta(days=1), time(), clock.JAPAN)


@dataclass(frozen=True, slots=True)
class StageLine:
    """How long one stage took."""

    procedure: str
    stage: str
    division: str
    done: int | None  # None: hidden
    late: int | None
    half: str
    most: str
    half_hours: float


@dataclass(frozen=True, slots=True)
class StepLine:
    """How many forms came to a block, got past it, and how many questions of them."""

    block: str
    channel: str
    reached: int | None
    passed: int | None
    left_percent: str


def stage_lines(
    found: cases.Statistics, known: Mapping[str, procedures.Definition], *, procedure: str = ""
) -> list[StageLine]:
    """Stages by procedure; a stage that fewer went through than can be told apart from persons is hidden."""
    lines = []
    for one in found.stages:
        if procedure and one.procedure != procedure:
            continue
        few = 0 < one.done < small_cells.LEAST
        definition = known.get(one.procedure)
        names = {each.key: words.here(each.name) for each in definition.stages} if definition else {}
        lines.append(
            StageLine(
                procedure=words.here(definition.name) if definition else one.procedure,
                stage=names.get(one.stage, one.stage),
                division=one.division,
                done=HIDDEN if few else one.done,
                late=HIDDEN if few or 0 < one.late < small_cells.LEAST else one.late,
                half="" if few else hours(one.half_within_hours),
                most="" if few else hours(one.most_within_hours),
                half_hours=0.0 if few else one.half_within_hours,
            )
        )
    return lines


def step_lines(*, definition: procedures.Definition, period: Period) -> list[StepLine]:
    """Where people stop filling in, block by block."""
    titles = {one.key: words.here(one.title) for one in definition.blocks}
    titles |= {filling.PAPERS: _("書類"), filling.REVIEW: _("確かめて送る")}
    order = {key: at for at, key in enumerate(titles)}
    counts = filling.step_counts(procedure=definition.key, since=period.since, until=period.until)
    known = [one for one in counts if one.version == definition.version and one.block in titles]
    return [
        StepLine(
            block=titles[one.block],
            channel=str(words.CHANNELS.get(one.channel, one.channel)),
            reached=HIDDEN if one.reached < small_cells.LEAST else one.reached,
            passed=HIDDEN if min(one.reached, one.passed) < small_cells.LEAST else one.passed,
            left_percent="" if one.reached < small_cells.LEAST else f"{100 * one.left / one.reached:.0f}%",
        )
        for one in sorted(known, key=lambda each: (each.channel, order[each.block]))
    ]


def counted(counts: Mapping[str, int], names: Mapping[str, object]) -> list[tuple[str, int | None]]:
    """Counts by name, small ones and what would betray them hidden."""
    hidden = small_cells.hide(dict(counts))
    return [(str(names.get(key, key)), hidden[key]) for key in sorted(hidden, key=lambda key: -(counts[key]))]


def chart(lines: list[StageLine]) -> SafeString | None:
    """Half of the cases were through within so many hours, stage by stage."""
    shown = [one for one in lines if one.done][:12]
    if not shown:
        return None
    labels = [f"{one.procedure} {one.stage}"[:12] for one in shown]
    series = [ui.Series(_("半分が終わるまで"), [round(one.half_hours, 1) for one in shown])]
    return ui.bar(title=_("段階ごとの時間"), labels=labels, series=series, unit=_("時間"))


def hours(many: float) -> str:
    """Hours as people say them."""
    if many < 48:
        return _("%(hours).1f時間") % {"hours": many}
    return _("%(days).1f日") % {"days": many / 24}


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
