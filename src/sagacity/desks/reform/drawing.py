"""The flow as a picture: stops in columns, ways as bands as wide as the people who went. Our own SVG."""

from collections import defaultdict
from dataclasses import dataclass
from unicodedata import east_asian_width

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sagacity.desks.reform import words
from sagacity.desks.reform.walks import Shown
from sagacity.reservations.queue import api as queue

BOX, GAP, BETWEEN, EDGE = 176, 92, 16, 8  # width of a box, between columns, between boxes, around all
LOWEST, HIGHEST, TALLEST = 64, 240, 3.0  # of a box; of the tallest; the thinnest band
LETTER = 13
Node = tuple[int, queue.Where | str]  # column, and where
ORDER = {"done": 1, "left": 2, "more": 3, "there": 4}


@dataclass(slots=True)
class _Box:
    many: int  # hidden counts are drawn as thin as can be
    is_hidden: bool
    wait: float | None
    top: float = 0.0
    out: float = 0.0  # how much of its side is taken by ways
    into: float = 0.0


def draw(found: Shown) -> SafeString:
    """The picture, hidden from screen readers: the tables beside it say the same exactly."""
    boxes, most_wait = _boxes(found), max((one.wait_median for one in found.flow.stops), default=0.0)
    scale = HIGHEST / max((box.many for box in boxes.values()), default=1)
    height = _stack(boxes, scale)
    last = max(column for column, _where in boxes)
    width = 2 * EDGE + (last + 1) * BOX + last * GAP
    bands = _bands(found, boxes, scale)
    drawn = format_html_join("", "{}", ((_box(node, box, scale, most_wait),) for node, box in boxes.items()))
    return format_html(
        '<svg class="reform-flow" viewBox="0 0 {} {}" width="{}" aria-hidden="true">{}{}</svg>',
        width,
        round(height),
        width,
        bands,
        drawn,
    )


def _boxes(found: Shown) -> dict[Node, _Box]:
    waits: dict[Node, float] = {(one.step, one.where): one.wait_median for one in found.flow.stops}
    totals: dict[Node, int] = defaultdict(int)
    hidden: set[Node] = set()
    for way, many in found.ways.items():
        for node in ((way.step, way.source), (way.step + 1, way.target)):
            if isinstance(node[1], str) and (node[1] != "door" or node[0] == 0):
                totals[node] += many or 0
                hidden |= {node} if many is None and node[1] != "door" else set()
    totals |= {node: many or 0 for node, many in found.stops.items()}
    if found.people is not None:
        totals[0, "door"] = found.people
    hidden |= {node for node, many in found.stops.items() if many is None}
    nodes = sorted(totals, key=lambda node: (node[0], _kind(node[1]), -totals[node], str(node[1])))
    return {
        node: _Box(totals[node], node in hidden, None if node in hidden else waits.get(node))
        for node in nodes
    }


def _kind(where: queue.Where | str) -> int:
    return ORDER.get(where, 0) if isinstance(where, str) else 0


def _stack(boxes: dict[Node, _Box], scale: float) -> float:
    """Put the boxes of each column under each other; gives the height of the picture."""
    heights: dict[int, float] = defaultdict(lambda: float(EDGE))
    for (column, _where), box in boxes.items():
        box.top = heights[column]
        heights[column] += _tall(box, scale) + BETWEEN
    return max(heights.values()) - BETWEEN + EDGE


def _tall(box: _Box, scale: float) -> float:
    return max(LOWEST, box.many * scale)


def _left(column: int) -> float:
    return EDGE + column * (BOX + GAP)


def _bands(found: Shown, boxes: dict[Node, _Box], scale: float) -> SafeString:
    parts = []
    order = {node: nth for nth, node in enumerate(boxes)}
    ways = sorted(
        found.ways.items(),
        key=lambda pair: (order[pair[0].step, pair[0].source], order[pair[0].step + 1, pair[0].target]),
    )
    for way, many in ways:
        source, target = boxes[way.step, way.source], boxes[way.step + 1, way.target]
        thick = max(TALLEST, (many or 0) * scale)
        begin = source.top + _start(source, scale) + source.out + thick / 2
        end = target.top + _start(target, scale) + target.into + thick / 2
        source.out += (many or 0) * scale
        target.into += (many or 0) * scale
        parts.append(_band(way, many, begin, end, thick))
    return format_html_join("", "{}", ((part,) for part in parts))


def _start(box: _Box, scale: float) -> float:
    """Ways lie in the middle of a box that is taller than they are together."""
    return max(0.0, (_tall(box, scale) - box.many * scale) / 2)


def _band(way: queue.Way, many: int | None, begin: float, end: float, thick: float) -> SafeString:
    left, right = _left(way.step) + BOX, _left(way.step + 1)
    bend = GAP / 2
    look = "reform-way reform-way--left" if way.target == "left" else "reform-way"
    if many is None:
        look += " reform-way--few"
    points = [(left, begin), (left + bend, begin), (right - bend, end), (right, end)]
    first, *rest = [f"{_n(x)},{_n(y)}" for x, y in points]
    curve = f"M{first} C{' '.join(rest)}"
    band = format_html('<path class="{}" d="{}" stroke-width="{}"/>', look, curve, _n(thick))
    if many is None:
        return band
    return format_html(
        '{}<text class="reform-way__many" x="{}" y="{}" font-size="12" text-anchor="end">{}</text>',
        band,
        _n(right - 4),
        _n(end + 4),
        f"{many:,}",
    )


def _box(node: Node, box: _Box, scale: float, most_wait: float) -> SafeString:
    column, where = node
    look = "reform-box"
    if isinstance(where, str):
        look += " reform-box--left" if where == "left" else " reform-box--end"
    x, height = _left(column), _tall(box, scale)
    middle = box.top + height / 2
    lines = [_fit(words.where(where)), _people(box)]
    wait = SafeString("")
    if box.wait is not None:
        lines.append(_("待ち %(minutes)s分") % {"minutes": f"{box.wait:.0f}"})
        share = box.wait / most_wait if most_wait else 0.0
        wait = format_html(
            '<rect class="reform-box__wait" x="{}" y="{}" width="{}" height="5"/>',
            _n(x + 1), _n(box.top + height - 6), _n(max(0.5, share * (BOX - 2))),
        )  # fmt: skip
    first = middle - (len(lines) - 1) * 9 + 4
    texts = format_html_join(
        "",
        '<text class="{}" x="{}" y="{}" font-size="{}">{}</text>',
        (
            (
                "reform-box__name" if nth == 0 else "reform-box__text",
                _n(x + 10),
                _n(first + nth * 18),
                LETTER,
                text,
            )
            for nth, text in enumerate(lines)
            if text
        ),
    )
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="6"/>{}{}',
        look, _n(x), _n(box.top), BOX, _n(height), wait, texts,
    )  # fmt: skip


def _n(length: float) -> str:
    return f"{length:.1f}"


def _people(box: _Box) -> str:
    if box.is_hidden and not box.many:
        return _("10人未満など")
    many = _("%(n)s人") % {"n": f"{box.many:,}"}
    return _("%(many)s以上") % {"many": many} if box.is_hidden else many


def _fit(text: str) -> str:
    """As much of a name as the box holds; the tables have it whole."""
    room, kept = (BOX - 20) / LETTER, ""
    for letter in text:
        room -= 1.0 if east_asian_width(letter) in "FWA" else 0.56
        if room < 1 and kept != text[:-1]:
            return f"{kept}…"
        kept += letter
    return kept
