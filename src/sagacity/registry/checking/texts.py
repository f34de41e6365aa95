"""Free text: kept as given, except for what cannot be meant: spaces at the ends, control characters."""

import re
import unicodedata

from sagacity.registry.checking.verdict import MISSING, Verdict, asked, given, noted, repaired

SEPARATOR = "\x00"  # no cell should have it, and unlike \x1f it is no white space
_PLATFORM = "\u2116\u2121\u2160-\u217b\u2460-\u24ff\u3220-\u33ff\uff61-\uff9f"
_LOST = "\ue000-\uf8ff\ufffd"
_CONTROL = "\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u2028\u2029\ufeff"
# Two cheap searches over the whole line say of most lines that none of their cells needs a closer look.
_ODD = re.compile(f"[\\s{_PLATFORM}{_LOST}{_CONTROL}]")
_START = re.compile(f"{SEPARATOR}[=@+#〃-]")
_SUSPECT = re.compile(
    f"{SEPARATOR}[\\s\u3000=@+#〃-]|[\\s\u3000]{SEPARATOR}|同上|同じく|[{_PLATFORM}{_LOST}{_CONTROL}]"
    f"|[^\\s{SEPARATOR}][ \u3000][^\\s{SEPARATOR}][ \u3000][^\\s{SEPARATOR}]"
)
_FORMULA = re.compile(r"[=@]|[+-](?=[A-Za-z(])")
_DITTO = re.compile(r"同上|同じく|上に同じ|[〃々″\"]|(?:〃\s*)+")
_ERROR = re.compile(r"#(?:REF|N/A|VALUE|DIV/0|NAME|NULL|NUM|GETTING_DATA)[!?]?")
_APART = re.compile(r"\S(?:[ \u3000]\S){2,}")
_CONTROLS, _LOSTS, _PLATFORMS = (re.compile(f"[{one}]") for one in ("\x00" + _CONTROL, _LOST, _PLATFORM))


def is_plain(line: str) -> bool:
    """Whether no cell of a line, joined and framed by SEPARATOR, needs a closer look."""
    if _ODD.search(line) is not None:
        return _SUSPECT.search(line) is None
    return _START.search(line) is None and "同上" not in line and "同じく" not in line


def read(text: str) -> Verdict:
    """A cell of free text."""
    plain = _CONTROLS.sub("", text).strip()
    if not plain:
        if not text.strip():
            return MISSING
        return repaired(None, "text.control", "見える文字", "見えない文字だけなので、空として扱いました")
    if strange := unreadable(plain):
        return strange
    if _LOSTS.search(plain):
        return asked(
            "text.lost",
            "どのパソコンでも読める文字",
            "文字化けか外字があります。正しい文字に直すか、このまま取り込むか決めてください",
            keep=plain,
        )
    if _APART.fullmatch(plain):
        closed = re.sub(r"[ \u3000]", "", plain)
        return asked(
            "L1-06",
            "見た目のための空白を入れない",
            f"1文字ずつの空白を取って「{closed}」にしますか",
            keep=plain,
            propose={"": closed},
        )
    if plain != text:
        if _CONTROLS.search(text):
            return repaired(
                plain, "text.control", "見える文字だけ", f"見えない文字を取り、「{_cut(plain)}」に直しました"
            )
        return repaired(
            plain, "L1-06", "前後に空白や改行のない値", f"前後の空白を取り、「{_cut(plain)}」に直しました"
        )
    if strange_letters := _PLATFORMS.findall(plain):
        shown = "".join(dict.fromkeys(strange_letters))
        return noted(
            plain,
            "L1-08",
            "どのパソコンでも同じに見える文字",
            f"機種依存文字や半角カナ（{shown[:20]}）があります。値は変えずに取り込みました。次の版では"
            f"「{_cut(unicodedata.normalize('NFKC', plain))}」のように書くと安全です",
        )
    return given(plain)


def unreadable(plain: str) -> Verdict | None:
    """What is no value at all: 同上, an error of the spreadsheet, a formula."""
    if _DITTO.fullmatch(plain):
        return asked(
            "L2-02",
            "省略しない値",
            "上の行と同じ値なら、その値を入れます。ちがうときは正しい値に直してください",
        )
    if _ERROR.fullmatch(plain):
        return asked(
            "text.error", "値", "表計算のエラーです。元の表を直すか、この欄を空のまま取り込むか決めてください"
        )
    if _FORMULA.match(plain):
        return asked(
            "text.formula",
            "計算式として動かない文字",
            "Excelで開くと計算式として動くおそれがあります。文字のまま取り込むか、取り込まないか決めてください",
            keep=plain,
        )
    return None


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
