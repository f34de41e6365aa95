"""GeoJSON and lists of objects in JSON, read whole and bounded."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sagacity.registry.reading import decoding, limits
from sagacity.registry.reading.assembling import Source
from sagacity.registry.reading.table import RawRow, Table, Unreadable
from sagacity.registry.types import Message, Outcome

LATITUDE, LONGITUDE = "緯度", "経度"
_WGS84 = ("4326", "CRS84", "6668", "4612")  # the Japanese geodetic datums of 2000 and 2011 agree to a metre


def open_json(path: Path, name: str) -> Table:
    """A table of the features of a GeoJSON file or of the objects of a JSON list."""
    size = path.stat().st_size
    if size > limits.JSON_BYTES:
        raise Unreadable(
            "file.size",
            f"{size:,}バイト",
            f"JSONは{limits.JSON_BYTES:,}バイトまで",
            "CSVで保存し直すか、分けてください",
        )
    with path.open("rb") as source:
        encoding = decoding.detect(source)
    try:
        said = json.loads(path.read_text(encoding=encoding.codec), parse_constant=_no_number)
    except (ValueError, RecursionError) as problem:
        where = f"{problem.lineno}行目" if isinstance(problem, json.JSONDecodeError) else "中身"
        raise Unreadable(
            "file.json",
            f"JSONとして読めません（{where}）",
            "正しいJSONかGeoJSON",
            "途中で切れていないか確かめ、作ったソフトから書き出し直してください",
        ) from problem
    if isinstance(said, dict) and isinstance(said.get("features"), list):
        items, form = [_feature(one) for one in said["features"]], "geojson"
    elif isinstance(said, list):
        items, form = [one if isinstance(one, dict) else None for one in said], "json"
    else:
        raise Unreadable(
            "file.json",
            "JSONですが、表の形ではありません",
            "GeoJSONのFeatureCollectionか、同じ項目を持つ要素の一覧",
            "データを作った人に、GeoJSONかCSVで書き出してもらってください",
        )
    source_of = Source(name, form, encoding=encoding.codec, encoding_note=encoding.note, size=size)
    return _table(source_of, items, _datum(said))


def _no_number(word: str) -> None:
    raise ValueError(word)


def _datum(said: Any) -> list[Message]:
    crs = str(said.get("crs") or "") if isinstance(said, dict) else ""
    if not crs or any(mark in crs for mark in _WGS84):
        return []
    return [
        Message(
            Outcome.CONFIRM,
            "point.datum",
            "",
            None,
            "",
            crs[:80],
            "世界測地系（WGS84）の緯度・経度",
            "測地系がちがうと場所がずれます。世界測地系で書き出し直すか、このまま取り込むか決めてください",
        )
    ]


def _feature(one: Any) -> dict[str, Any] | None:
    if not isinstance(one, dict) or not isinstance(one.get("properties") or {}, dict):
        return None
    cells = dict(one.get("properties") or {})
    geometry = one.get("geometry")
    if not isinstance(geometry, dict):
        return cells
    where = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(where, list) and len(where) >= 2:
        cells[LATITUDE], cells[LONGITUDE] = where[1], where[0]
    else:
        cells[""] = str(geometry.get("type"))  # a key no property may keep: see _table
    return cells


def _table(source: Source, items: list[dict[str, Any] | None], said: list[Message]) -> Table:
    headings = list(
        dict.fromkeys(str(key).strip() for one in items if one for key in one if str(key).strip())
    )
    if not items or not headings:
        raise Unreadable(
            "file.empty", "データがありません", "1件以上のデータ", "中身のあるファイルを選んでください"
        )
    if len(headings) > limits.COLUMNS:
        raise Unreadable(
            "file.columns",
            f"項目が{len(headings):,}個あります",
            f"{limits.COLUMNS:,}個まで",
            "必要な項目だけにして書き出し直してください",
        )
    return Table(
        file=source.file,
        sheet="",
        form=source.form,
        encoding=source.encoding,
        encoding_note=source.encoding_note,
        headings=headings,
        heading_row=1,
        rows=_rows(items, headings),
        messages=said,
        sample=[_cells(one, headings) for one in items[:50] if one],
        size=source.size,
    )


def _rows(items: Iterable[dict[str, Any] | None], headings: list[str]) -> Iterator[RawRow]:
    for number, one in enumerate(items, start=1):
        if one is None:
            yield RawRow(number, [], _no_object(number))
        elif "" in one:
            yield RawRow(number, _cells(one, headings), notes=(_no_point(number, one[""]),))
        else:
            yield RawRow(number, _cells(one, headings))


def _cells(one: dict[str, Any], headings: list[str]) -> list[str]:
    return [_text(one.get(heading)) for heading in headings]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return (
            repr(int(value))
            if isinstance(value, float) and value.is_integer() and abs(value) < 1e15
            else repr(value)
        )
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ";".join(value)
    return json.dumps(value, ensure_ascii=False)


def _no_object(number: int) -> Message:
    return Message(
        Outcome.REFUSED,
        "L1-14",
        "",
        number,
        "",
        "項目のない要素",
        "1件ごとに項目を持つ要素",
        "この要素は取り込めません。データを作った人に確かめてください",
    )


def _no_point(number: int, shape: str) -> Message:
    return Message(
        Outcome.CONFIRM,
        "point.shape",
        "",
        number,
        "",
        f"点ではない図形（{shape}）",
        "1つの点（Point）",
        "図形は取り込めません。位置なしで取り込むか、点に直してください",
    )
