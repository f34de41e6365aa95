"""Charts as server-drawn SVG, each with the table of its figures, without JavaScript or style attributes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sagacity.kit.ui import chart_axis as axis

WIDTH, HEIGHT = 400, 250  # near the width of a phone, so that letters are not shrunk there
LEFT, RIGHT, TOP, BOTTOM = 60, 8, 10, 34
PLOT_WIDTH, PLOT_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
COLOURS = 6
GROUP = 0.75  # how much of its band a bar or a group of bars fills
Value = float | None  # None is a gap: not known is never drawn as zero


class ChartDoesNotFit(Exception):
    """A series has another number of values than there are labels, or there are more series than colours."""


@dataclass(frozen=True, slots=True)
class Series:
    """One row of figures and what it is called; a line that is no reading, such as a limit, has no dots."""

    name: str
    values: Sequence[Value]
    has_dots: bool = True


def bar(*, title: str, labels: Sequence[str], series: Sequence[Series], unit: str = "") -> SafeString:
    """Bars side by side, one group for each label."""
    scale = _scale(labels, series, axis.of_each(series))
    wide = _band(labels) * GROUP / max(len(series), 1)
    marks = [
        _column(scale, at + _margin(labels), wide, index, value, 0.0, index)
        for index, each in enumerate(series)
        for at, value in _places(labels, each.values)
        if value is not None
    ]
    return _figure(title, labels, series, unit, scale, _joined(marks))


def stacked_bar(*, title: str, labels: Sequence[str], series: Sequence[Series], unit: str = "") -> SafeString:
    """One bar for each label, its parts on top of each other; parts are never negative."""
    if any(value < 0 for each in series for value in each.values if value is not None):
        raise ChartDoesNotFit("a part of a stacked bar is negative: use bar")
    scale = _scale(labels, series, axis.of_sums(series))
    under, marks = [0.0] * len(labels), []
    for index, each in enumerate(series):
        for number, (at, value) in enumerate(_places(labels, each.values)):
            if value is not None:
                marks.append(
                    _column(
                        scale, at + _margin(labels), _band(labels) * GROUP, 0, value, under[number], index
                    )
                )
                under[number] += value
    return _figure(title, labels, series, unit, scale, _joined(marks))


def line(*, title: str, labels: Sequence[str], series: Sequence[Series], unit: str = "") -> SafeString:
    """Lines through time; a gap in the figures is a gap in the line."""
    scale = _scale(labels, series, axis.of_each(series))
    marks = [
        part
        for index, each in enumerate(series)
        for part in _line(scale, list(_places(labels, each.values)), index, has_dots=each.has_dots)
    ]
    return _figure(title, labels, series, unit, scale, _joined(marks))


def _scale(labels: Sequence[str], series: Sequence[Series], scale: axis.Scale) -> axis.Scale:
    if len(series) > COLOURS:
        raise ChartDoesNotFit(
            f"{len(series)} series, but only {COLOURS} can be told apart: join the small ones"
        )
    for each in series:
        if len(each.values) != len(labels):
            raise ChartDoesNotFit(f"{each.name}: {len(each.values)} values for {len(labels)} labels")
    return scale


def _band(labels: Sequence[str]) -> float:
    return PLOT_WIDTH / max(len(labels), 1)


def _margin(labels: Sequence[str]) -> float:
    return _band(labels) * (1 - GROUP) / 2


def _places(labels: Sequence[str], values: Sequence[Value]) -> list[tuple[float, Value]]:
    """Each value with the left edge of its band."""
    return [(LEFT + number * _band(labels), value) for number, value in enumerate(values)]


def _n(length: float) -> str:
    return f"{length:.1f}"


def _y(scale: axis.Scale, value: float) -> float:
    return TOP + PLOT_HEIGHT * (1 - scale.share(value))


def _column(
    scale: axis.Scale, at: float, wide: float, nth: int, value: float, under: float, colour: int
) -> SafeString:
    ends = sorted((_y(scale, under), _y(scale, under + value)))
    return format_html(
        '<rect class="sg-c{}" x="{}" y="{}" width="{}" height="{}"/>',
        colour,
        _n(at + nth * wide),
        _n(ends[0]),
        _n(wide),
        _n(max(ends[1] - ends[0], 0.5)),
    )


def _line(
    scale: axis.Scale, places: list[tuple[float, Value]], colour: int, *, has_dots: bool
) -> list[SafeString]:
    half = (places[1][0] - places[0][0]) / 2 if len(places) > 1 else PLOT_WIDTH / 2
    runs: list[list[str]] = [[]]
    dots = []
    for at, value in places:
        if value is None:
            runs.append([])
            continue
        runs[-1].append(f"{_n(at + half)},{_n(_y(scale, value))}")
        dots.append(
            format_html(
                '<circle class="sg-c{}" cx="{}" cy="{}" r="4"/>', colour, _n(at + half), _n(_y(scale, value))
            )
        )
    lines = [
        format_html('<polyline class="sg-c{} sg-chart__line" points="{}"/>', colour, " ".join(run))
        for run in runs
        if len(run) > 1
    ]
    return lines + dots if has_dots else lines


def _joined(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _figure(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    unit: str,
    scale: axis.Scale,
    marks: SafeString,
) -> SafeString:
    """The picture is hidden from screen readers, because the table under it says the same exactly."""
    legend = format_html_join(
        "",
        '<li><svg class="sg-chart__mark" viewBox="0 0 8 8" aria-hidden="true">'
        '<rect class="sg-c{}" width="8" height="8"/></svg>{}</li>',
        ((index, each.name) for index, each in enumerate(series)),
    )
    return format_html(
        '<figure class="sg-chart sg-stack"><figcaption>{}{}</figcaption>'
        '<ul class="sg-chart__legend">{}</ul>'
        '<svg class="sg-chart__svg" viewBox="0 0 {} {}" aria-hidden="true">{}{}{}</svg>'
        '<details class="sg-disclosure"><summary>{}</summary><div class="sg-table-frame" tabindex="0"'
        ' role="region" aria-label="{}">{}</div></details></figure>',
        title,
        f"（{unit}）" if unit else "",
        legend,
        WIDTH,
        HEIGHT,
        _grid(scale),
        marks,
        _names(labels),
        _("数字を表で見る"),
        title,
        _table(title, labels, series, unit),
    )


def _grid(scale: axis.Scale) -> SafeString:
    return format_html_join(
        "",
        '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="sg-chart__text" x="{}" y="{}" font-size="14" text-anchor="end">{}</text>',
        (
            (
                "sg-chart__axis" if tick == 0 else "sg-chart__grid",
                LEFT,
                WIDTH - RIGHT,
                _n(_y(scale, tick)),
                _n(_y(scale, tick)),
                LEFT - 8,
                _n(_y(scale, tick) + 5),
                axis.written(tick),
            )
            for tick in scale.ticks
        ),
    )


def _names(labels: Sequence[str]) -> SafeString:
    """As many labels as fit beside each other; the table has them all."""
    longest = max((len(label) for label in labels), default=1) * 14 + 8
    step = max(1, -(-longest // max(int(_band(labels)), 1)))
    return format_html_join(
        "",
        '<text class="sg-chart__text" x="{}" y="{}" font-size="14" text-anchor="middle">{}</text>',
        (
            (_n(LEFT + (number + 0.5) * _band(labels)), HEIGHT - BOTTOM + 24, label)
            for number, label in enumerate(labels)
            if number % step == 0
        ),
    )


def _table(title: str, labels: Sequence[str], series: Sequence[Series], unit: str) -> SafeString:
    heads = format_html_join("", '<th scope="col">{}</th>', ((each.name,) for each in series))
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (
                label,
                format_html_join(
                    "",
                    '<td class="sg-number">{}</td>',
                    ((axis.written(each.values[number]),) for each in series),
                ),
            )
            for number, label in enumerate(labels)
        ),
    )
    caption = f"{title}（{unit}）" if unit else title
    return format_html(
        '<table class="sg-table sg-table--dense"><caption>{}</caption><thead><tr><td></td>{}</tr></thead>'
        "<tbody>{}</tbody></table>",
        caption,
        heads,
        rows,
    )
