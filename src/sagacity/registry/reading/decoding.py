"""Which encoding a file is in, decided over the whole file; never guessed from a few bytes."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sagacity.registry.kinds import headings
from sagacity.registry.reading.table import Unreadable

_CHUNK = 1 << 20
_ESCAPES = re.compile(rb"\x1b\$[B@]|\x1b\(I|\x1b\$\([DOPQ]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8（BOMあり）"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32（BOMあり）"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32（BOMあり）"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16（BOMあり）"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16（BOMあり）"),
)
_ADVICE = "Excelで開き、「CSV UTF-8（コンマ区切り）」で保存し直して、もう一度選んでください"


@dataclass(frozen=True, slots=True)
class Encoding:
    codec: str  # what `open` takes
    note: str  # what the page says


def detect(source: BinaryIO) -> Encoding:
    """Which encoding the whole file is in.

    Raises:
        Unreadable: no encoding fits from the first byte to the last, or two fit equally well.
    """
    source.seek(0)
    start = source.read(_CHUNK)
    for bom, codec, note in _BOMS:
        if start.startswith(bom):
            return _strictly(source, codec, note)
    if bare := _without_bom(start):
        return _strictly(source, bare, f"UTF-16（BOMなし、{bare[-2:].upper()}）")
    if b"\0" in start:
        raise Unreadable(
            "text.nul",
            "文字ではないデータ（NUL）が入っています",
            "文字だけのファイル",
            "壊れているか、表計算の別の形式のファイルです。元のソフトでCSVかExcel形式に保存し直してください",
        )
    source.seek(0)
    return _ladder(source)


def _strictly(source: BinaryIO, codec: str, note: str) -> Encoding:
    source.seek(0)
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        for chunk in _chunks(source):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as problem:
        raise Unreadable(
            "text.encoding",
            f"{note}の印がありますが、途中で読めない文字があります（{problem.reason}）",
            f"最初から最後まで{note}",
            f"ファイルが途中で切れているか、2つのファイルがつながっています。{_ADVICE}",
        ) from problem
    return Encoding(codec, f"{note}として読みました")


def _without_bom(start: bytes) -> str:
    """UTF-16 has a NUL on one side of every comma and line end."""
    sample = start[: len(start) // 2 * 2]
    if b"\0" not in sample:
        return ""
    little = sum(_pairs(sample, sign + b"\0") for sign in (b",", b"\n", b"\t"))
    big = sum(_pairs(sample, b"\0" + sign) for sign in (b",", b"\n", b"\t"))
    if max(little, big) < 2 or b"\0\0" in sample:
        return ""
    return "utf-16-le" if little > big * 5 else "utf-16-be" if big > little * 5 else ""


def _pairs(sample: bytes, pair: bytes) -> int:
    count = 0
    at = sample.find(pair)
    while at != -1 and count < 1000:
        count += at % 2 == 0
        at = sample.find(pair, at + 1)
    return count


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk


@dataclass(slots=True)
class _Candidate:
    codec: str
    decoder: codecs.IncrementalDecoder
    head: str = ""
    broke_on_line: int = 0


def _ladder(source: BinaryIO) -> Encoding:
    candidates = [_Candidate(codec, codecs.getincrementaldecoder(codec)("strict")) for codec in _LADDER]
    alive = list(candidates)
    escapes, high, lines = False, False, 1
    for chunk in _chunks(source):
        escapes = escapes or (b"\x1b" in chunk and _ESCAPES.search(chunk) is not None)
        high = high or not chunk.isascii()
        if escapes and not high:
            return _jis(source)
        for one in tuple(alive):
            _feed(one, chunk, alive, lines, final=False)
        if not alive:
            break
        lines += chunk.count(b"\n")
    for one in tuple(alive):
        _feed(one, b"", alive, lines, final=True)
    if not high:
        return Encoding("utf-8", "半角英数字だけのファイルです（UTF-8として読みました）")
    return _decide(alive, candidates)


_LADDER = ("utf-8", "cp932", "euc_jp")


def _feed(one: _Candidate, chunk: bytes, alive: list[_Candidate], lines: int, *, final: bool) -> None:
    try:
        text = one.decoder.decode(chunk, final)
    except UnicodeDecodeError as problem:
        one.broke_on_line = lines + chunk[: problem.start].count(b"\n")
        alive.remove(one)
        return
    if len(one.head) < 200_000:
        one.head += text[:200_000]


def _jis(source: BinaryIO) -> Encoding:
    for codec in ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_3", "iso2022_jp_ext"):
        try:
            return _strictly(source, codec, "ISO-2022-JP（JIS）")
        except Unreadable as problem:
            refused = problem
    raise refused


def _decide(alive: list[_Candidate], candidates: list[_Candidate]) -> Encoding:
    names = [one.codec for one in alive]
    if "utf-8" in names:
        return Encoding("utf-8", "UTF-8（BOMなし）として読みました")
    if names == ["cp932"]:
        return Encoding("cp932", "Shift_JIS（CP932）として読みました")
    if names == ["euc_jp"]:
        return Encoding("euc_jp", "EUC-JPとして読みました")
    if not names:
        where = max(one.broke_on_line for one in candidates)
        raise Unreadable(
            "text.encoding",
            f"{where}行目あたりに、どの文字コードでも読めない文字があります",
            "ファイル全体が1つの文字コード（UTF-8、Shift_JISなど）",
            f"文字コードのちがうファイルをつなげた可能性があります。{_ADVICE}",
            row=where,
        )
    return _between(*alive)


def _between(sjis: _Candidate, euc: _Candidate) -> Encoding:
    """Both decode: short kana in EUC-JP look like half-width kana in CP932."""
    if _foreign(sjis.head) < 0.5:
        return Encoding("cp932", "Shift_JIS（CP932）として読みました")
    known_sjis, known_euc = _known(sjis.head), _known(euc.head)
    if known_euc > known_sjis or (known_euc == known_sjis and _JAPANESE.search(euc.head)):
        if known_euc or _foreign(euc.head) < 0.1:
            return Encoding(
                "euc_jp", "EUC-JPとして読みました（Shift_JISとしても読めますが、半角カナばかりになります）"
            )
    elif known_sjis > known_euc:
        return Encoding("cp932", "Shift_JIS（CP932）として読みました")
    raise Unreadable(
        "text.ambiguous",
        "Shift_JISともEUC-JPとも読める文字だけのファイルです",
        "文字コードが分かるファイル",
        f"まちがった文字で取り込まないように、読むのをやめました。{_ADVICE}",
    )


def _foreign(text: str) -> float:
    """The share of half-width kana among all Japanese letters."""
    half = len(_HALF_KANA.findall(text))
    return half / max(1, half + len(_JAPANESE.findall(text)))


def _known(text: str) -> int:
    cells = re.split(r"[,\t\r\n\"]+", text[:20_000])
    return sum(headings.fold(cell) in headings.known() for cell in cells[:500] if cell)
