"""Exporting: all points of many series as one file in constant memory, CSV or Parquet; nothing is cut."""

import asyncio
import csv
import tempfile
from collections.abc import AsyncIterator, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TextIO

import duckdb
import orjson

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.entity import Json
from sagacity.broker.history import asking, choosing, moments, places, tracks
from sagacity.broker.history.choosing import Series
from sagacity.broker.history.errors import NOTHING
from sagacity.broker.history.question import Question
from sagacity.broker.refusals import BadRequest, NotFound
from sagacity.broker.store.base import Session

MOST_TOGETHER = 100  # series
HEADINGS = ("time", "entityId", "entityType", "servicePath", "attrName", "number", "text")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # Excel would reckon with a text that begins so
_MEDIA = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
_PART = 256 * 1024  # bytes
_TO_PARQUET = """COPY (SELECT time::TIMESTAMPTZ AS time, entityId, entityType, servicePath, attrName,
    number::DOUBLE AS number, text FROM read_csv(?, header = true, all_varchar = true, nullstr = '',
    quote = '"', escape = '"')) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"""


def routes(broker: Broker) -> list[Route]:
    """One address for both forms."""
    return [Route("GET", "/history/export", partial(_export, broker), "read", "history")]


def write_csv(session: Session, *, question: Question, to: TextIO, for_excel: bool = False) -> int:
    """Write a line for every point of a question; how many. For Excel, no text may look like a formula."""
    writer = csv.writer(to, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    count = 0
    for row in _rows(session, question):
        if for_excel and row[-1].startswith(_FORMULA):
            row[-1] = f"'{row[-1]}"
        writer.writerow(row)
        count += 1
    return count


def write_parquet(*, csv_file: Path, parquet_file: Path) -> None:
    """The same lines as columns with types; ``parquet_file`` is a path of ours, never a stranger's."""
    with duckdb.connect() as engine:
        engine.execute("SET TimeZone = 'UTC'; SET memory_limit = '256MB'; SET threads = 1")
        engine.execute(_TO_PARQUET.format(target=parquet_file), [str(csv_file)])


def _rows(session: Session, question: Question) -> Iterator[list[str]]:
    chosen = choosing.series_for(session, question)
    spans = places.spans_of(session, question=question, chosen=chosen)
    for series in _together(chosen):
        for reading in tracks.readings(session, chosen=series, spans=spans):
            moment = moments.show(reading.ts)
            for name, value in reading.values.items():
                yield [moment, *reading.subject, name, *_number_and_text(value)]


def _together(chosen: list[Series]) -> Iterator[list[Series]]:
    """A few series are told in the order of time; many, which no memory holds, entity by entity."""
    if len(chosen) <= MOST_TOGETHER:
        yield chosen
        return
    for _, of_one in groupby(chosen, key=lambda one: one.subject):
        yield list(of_one)


def _number_and_text(value: Json) -> tuple[str, str]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value), ""
    return "", value if isinstance(value, str) else orjson.dumps(value).decode()


async def _export(broker: Broker, request: Request) -> Response:
    form = request.query.get("format", "csv")
    if form not in _MEDIA:
        raise BadRequest(f"format is csv or parquet, not '{form}'")
    question = asking.question(request)
    for_excel = request.query.get("bom", "") in {"1", "true"}
    folder = tempfile.TemporaryDirectory(prefix="export-")

    def work(session: Session) -> Path:
        return _write(session, question, Path(folder.name), form, for_excel=for_excel)

    # In a thread beside the readers: they answer others while millions of points are written.
    path = await asyncio.to_thread(broker.read_now, work)
    name = ("Content-Disposition", f'attachment; filename="history.{form}"')
    return Response(200, media_type=_MEDIA[form], headers=[name], parts=_parts(path, folder))


def _write(session: Session, question: Question, folder: Path, form: str, *, for_excel: bool) -> Path:
    lines, columns = folder / "history.csv", folder / "history.parquet"
    with lines.open("w", encoding="utf-8-sig" if for_excel else "utf-8", newline="") as to:
        count = write_csv(session, question=question, to=to, for_excel=for_excel)
    if not count:
        raise NotFound(NOTHING)
    if form == "csv":
        return lines
    write_parquet(csv_file=lines, parquet_file=columns)
    return columns


async def _parts(path: Path, folder: "tempfile.TemporaryDirectory[str]") -> AsyncIterator[bytes]:
    with folder, path.open("rb") as file:
        while part := file.read(_PART):
            yield part
