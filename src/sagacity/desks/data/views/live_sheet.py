"""The table of entities to take along, for Japanese Excel."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from sagacity.broker import api as broker
from sagacity.desks.data import doors, looked, readings, wished
from sagacity.kit import clock, policy

SORTED = 20_000  # as many are held at once to be put in order; more are streamed as they were made
LOOKED_AT = 1_000  # entities in which units and the order of columns are looked for
FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEAD = ["ID", "種類", "名前", "サービスパス", "緯度", "経度", "変わった日時"]


@require_GET
@policy.access(doors.LIVE)
def sheet(request: HttpRequest) -> HttpResponseBase:
    """One line for each entity, however many; with one type chosen, a column for each of its attributes."""
    asked = wished.read(request)
    looked.write_down(request, tenant=asked.wish.tenant, what="csv", purpose=asked.query)
    try:
        things = _things(asked.wish)
    except broker.NotUnderstood:
        return redirect(f"../?{asked.query}")  # the page says what is wrong with the condition
    answer = StreamingHttpResponse(_encoded(written(things, asked.wish)))
    answer["Content-Type"] = "text/csv; charset=utf-8"
    name = f"いまのデータ_{clock.local(clock.now()):%Y%m%d_%H%M}.csv"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


def _things(wish: broker.Wish) -> Iterable[broker.Live]:
    """All of them: in the order wished for, or in that of creation where they are too many to sort."""
    if broker.find_live(replace(wish, sort="created"), limit=0).total > SORTED:
        return broker.every_live(wish)
    return broker.find_live(wish, limit=SORTED).things


def written(things: Iterable[broker.Live], wish: broker.Wish) -> Iterator[str]:
    """The lines; a unit stands in the heading of its column."""
    walk = iter(things)
    first = list(islice(walk, LOOKED_AT))
    columns = _columns(first, wish) if len(wish.types) == 1 else {}
    writer = csv.writer(_Through(), lineterminator="\r\n")
    yield writer.writerow([*HEAD, *(f"{name}（{unit}）" if unit else name for name, unit in columns.items())])
    for one in chain(first, walk):
        yield writer.writerow([*_fixed(one), *(_cell(one, name) for name in columns)])


class _Through:
    """Hands every line on instead of keeping it."""

    def write(self, line: str) -> Any:
        return line


def _encoded(lines: Iterator[str]) -> Iterator[bytes]:
    """In pieces, the mark for Japanese Excel first."""
    yield b"\xef\xbb\xbf"
    while piece := list(islice(lines, 500)):
        yield "".join(piece).encode()


def _columns(first: list[broker.Live], wish: broker.Wish) -> dict[str, str]:
    """Every attribute of the type, in the order in which they appear, with the first unit that is said."""
    found: dict[str, str] = {}
    for thing in first:
        for name, reading in thing.readings.items():
            found[name] = found.get(name) or reading.unit
    if len(first) < LOOKED_AT:
        return found
    later = broker.attributes_of_live(tenant=wish.tenant, type=wish.types[0])
    return {name: found.get(name, "") for name in [*found, *later]}


def _fixed(thing: broker.Live) -> list[str]:
    place = ["" if edge is None else f"{edge:.6f}" for edge in (thing.latitude, thing.longitude)]
    changed = f"{clock.local(thing.changed):%Y-%m-%d %H:%M:%S}"
    return [_plain(thing.id), _plain(thing.type), _plain(thing.name), thing.path, *place, changed]


def _cell(thing: broker.Live, name: str) -> str:
    reading = thing.readings.get(name)
    if reading is None or reading.value is None:
        return ""
    return str(reading.value) if reading.number is not None else _plain(readings.text(reading))


def _plain(text: str) -> str:
    """A cell that begins like a formula gets an apostrophe, so that no spreadsheet starts to calculate."""
    return f"'{text}" if text.startswith(FORMULA) and not text[1:2].isdigit() else text
