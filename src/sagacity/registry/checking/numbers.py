"""Numbers, flags and codes: full width and thousands' commas are repaired, the rest is asked."""

import re
from collections.abc import Callable
from typing import Any

from sagacity.kit.japanese import widths
from sagacity.registry.checking.verdict import MISSING, Reader, Verdict, asked, given, refused, repaired
from sagacity.registry.kinds import governments

_DIGITS = re.compile(r"[0-9]{1,15}")
_DECIMAL = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,17})?")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_WITH_UNIT = re.compile(r"(?:約|およそ)?(-?[0-9][0-9,]*(?:\.[0-9]+)?)([^\d.,\s]{1,6})?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee][+-]?[0-9]{1,3}")
_NOTHING = re.compile(r"[-ー―－—‐*＊]|なし|無し|無|不明|未定|未設定|－|N/A|n/a|null|NULL|該当なし|(?:非公開)")
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.:~/-]*")
_SIX = re.compile(r"[0-9]{6}")
_THIRTEEN = re.compile(r"[0-9]{13}")
_TRUE, _FALSE = frozenset("○◯〇●◎有✓✔レ"), frozenset("×✕✗無")


def _nothing(plain: str, what: str) -> Verdict | None:
    if not _NOTHING.fullmatch(plain):
        return None
    return asked(
        "L1-09",
        f"{what}。ないときは空",
        f"「{plain}」は「分からない」か「ない（0）」か決められません。空のまま取り込むか、値を直してください",
    )


def number(what: str, make: Callable[[str], Any], fast: re.Pattern[str]) -> Reader:
    """A reader for one form of number."""

    def read(text: str) -> Verdict:
        if fast.fullmatch(text):
            return given(make(text))
        plain = widths.fold_codes(text)
        if not plain:
            return MISSING
        if fast.fullmatch(plain):
            return repaired(make(plain), "number.width", what, f"半角の数字「{plain}」に直しました")
        if _THOUSANDS.fullmatch(plain) and fast.fullmatch(bare := plain.replace(",", "")):
            return repaired(make(bare), "L2-01", what, f"区切りのコンマと空白を取り、「{bare}」に直しました")
        if re.fullmatch(r"-?[0-9]+\.0+", plain) and fast.fullmatch(bare := plain.split(".")[0]):
            return repaired(
                make(bare), "number.decimal", what, f"小数点以下の0を取り、「{bare}」に直しました"
            )
        if said := _nothing(plain, what):
            return said
        if _SCIENTIFIC.fullmatch(plain):
            return asked(
                "number.lost", what, "指数の形になっていて、もとの数字が分かりません。元の表を直してください"
            )
        found = _WITH_UNIT.fullmatch(plain)
        if found and fast.fullmatch(bare := found[1].replace(",", "")):
            return asked(
                "L2-01",
                what,
                f"数字だけの「{bare}」にしますか。単位は見出しに書きます",
                propose={"": make(bare)},
            )
        return asked("L2-01", what, "数字として読めません。空のまま取り込むか、数字に直してください")

    return read


integer = number("半角の整数", int, _DIGITS)
decimal = number("半角の数値", float, _DECIMAL)


def identifier(text: str) -> Verdict:
    """An id: letters are folded to half width; one that a spreadsheet rounded is lost."""
    if _ID.fullmatch(text) and not (text[0].isdigit() and _SCIENTIFIC.fullmatch(text)):
        return given(text)
    plain = text.strip()
    if not plain:
        return MISSING
    folded = widths.fold_codes(plain)
    if _SCIENTIFIC.fullmatch(folded):
        return refused(
            "id.lost",
            "もとの番号のままの文字列",
            "Excelが番号を指数の形に変え、もとの番号が失われています。元のシステムから、この列を「文字列」として出し直してください",
        )
    if _ID.fullmatch(folded) and folded != text:
        return repaired(folded, "id.width", "半角の英数字", f"半角の「{folded}」に直しました")
    if plain != text:
        return repaired(plain, "L1-06", "前後に空白のない値", f"前後の空白を取り、「{plain}」に直しました")
    return given(text)


def flag(text: str) -> Verdict:
    """1, 0 or empty; ○ and △ are asked, never read as false."""
    if text == "1":
        return given(True)
    if text == "0":
        return given(False)
    plain = widths.fold_codes(text)
    if not plain:
        return MISSING
    expected = "1（該当する）、0（該当しない）か空"
    if plain in ("1", "0"):
        return repaired(plain == "1", "number.width", expected, f"半角の「{plain}」に直しました")
    if plain in _TRUE:
        return asked("flag.mark", expected, f"「{plain}」は1（該当する）の意味ですか", propose={"": True})
    if plain in _FALSE:
        return asked("flag.mark", expected, f"「{plain}」は0（該当しない）の意味ですか", propose={"": False})
    return asked(
        "flag.mark",
        expected,
        f"「{plain[:20]}」の意味が分かりません（「上の階だけ」などの条件かもしれません）。1か0に直すか、空のまま取り込むか決めてください",
    )


def corporate_number(text: str) -> Verdict:
    """Thirteen digits whose first is their check digit."""
    if _THIRTEEN.fullmatch(text) and _corporate_check(text) == text[0]:
        return given(text)
    expected = "13けたの法人番号"
    if not text.strip():
        return MISSING
    plain = widths.fold_codes(text).replace("-", "").replace(" ", "")
    if _SCIENTIFIC.fullmatch(plain):
        return asked(
            "number.lost",
            expected,
            "指数の形になっていて、もとの番号が分かりません。空のまま取り込むか、元の表を直してください",
        )
    if not _THIRTEEN.fullmatch(plain):
        return asked(
            "corporate.form", expected, "13けたの数字ではありません。空のまま取り込むか、直してください"
        )
    if _corporate_check(plain) != plain[0]:
        return asked(
            "corporate.check_digit",
            expected,
            "検査用の数字（1けた目）が合いません。空のまま取り込むか、国税庁の公表サイトで確かめて直してください",
        )
    return repaired(plain, "number.width", expected, f"「{plain}」に直しました")


def _corporate_check(text: str) -> str:
    total = sum(int(digit) * (1 if at % 2 == 0 else 2) for at, digit in enumerate(reversed(text[1:])))
    return str(9 - total % 9)


def government_code(publisher: str, *, is_publisher: bool) -> Reader:
    """Six digits with a check digit; a lost zero or check digit is put back when only one body fits."""

    def read(text: str) -> Verdict:
        if _SIX.fullmatch(text) and text == publisher:
            return given(text)
        if not text.strip():
            return MISSING
        plain = widths.fold_codes(text).replace("-", "").removesuffix(".0")
        if not plain.isdigit() or len(plain) > 6:
            return _code_asked(
                f"「{text.strip()[:20]}」は6けたの数字ではありません。直すか、空のまま取り込むか決めてください"
            )
        if governments.is_sound(plain):
            return _sound(plain, text)
        return _damaged(plain)

    def _sound(code: str, text: str) -> Verdict:
        name = governments.names().get(code)
        if name is None:
            return _code_asked(
                "検査用の数字は合いますが、この番号の自治体は今ありません。直すか、このまま取り込むか決めてください",
                keep=code,
            )
        if is_publisher and code != publisher and code[:2] + "000" != code[:5]:
            return asked(
                "code.publisher",
                f"この市のコード {publisher}",
                f"{name}のコードです。ほかの自治体のデータでないか確かめてください",
                keep=code,
            )
        if code != text:
            return repaired(code, "number.width", "半角6けたの数字", f"「{code}」（{name}）に直しました")
        return given(code)

    def _damaged(digits: str) -> Verdict:
        fitting = governments.possible(digits)
        names = "、".join(f"{code}（{governments.names()[code]}）" for code in fitting)
        if len(fitting) == 1 or publisher in fitting:
            code = publisher if publisher in fitting else fitting[0]
            proof = "検査用の数字が合います" if len(fitting) == 1 else "この市のコードです"
            done = repaired(
                code,
                "code.leading_zero" if code.startswith("0") else "code.check_digit",
                "6けたの全国地方公共団体コード",
                f"{code}（{governments.names()[code]}）に直しました。消えたけたを補うと{proof}",
            )
            return done if not is_publisher or code == publisher else _sound(code, digits)
        if fitting:
            return _code_asked(
                f"{names}のどれか決められません。正しいコードに直してください", rule="code.ambiguous"
            )
        if len(digits) == 6:
            right = digits[:5] + governments.check_digit(digits[:5])
            if right in governments.names():
                return asked(
                    "code.check_digit",
                    "検査用の数字（6けた目）の合うコード",
                    f"検査用の数字が合いません。{right}（{governments.names()[right]}）ですか",
                    propose={"": right},
                )
        return _code_asked(
            "検査用の数字が合わず、あてはまる自治体もありません。直すか、空のまま取り込むか決めてください"
        )

    return read


def _code_asked(action: str, *, rule: str = "code.unknown", keep: str | None = None) -> Verdict:
    return asked(rule, "6けたの全国地方公共団体コード", action, keep=keep)
