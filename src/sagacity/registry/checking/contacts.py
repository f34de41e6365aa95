"""Telephone numbers, postcodes, addresses on the web, readings in kana, choices and lists."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from sagacity.kit.japanese import kana, phones, postcodes, widths
from sagacity.kit.japanese.reading import Reading
from sagacity.registry.checking.verdict import MISSING, Reader, Verdict, asked, given, repaired

_PHONE = re.compile(r"0\d{1,4}-\d{1,4}-\d{3,4}")
_URL = re.compile(r"https?://[!-~]+")
_EMAIL = re.compile(r"[!-?A-~]+@[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?\.[A-Za-z]{2,}")
_KANA = re.compile(r"[ァ-ヶー・ヽヾ\s\u3000]+")
_NOT_KANA = re.compile(r"[\u4e00-\u9fff々]")
_DIVIDERS = re.compile(r"[、，,\n・／/]")


def phone(extension: str) -> Reader:
    """A reader of telephone numbers; an extension found beside one is proposed for its own column."""

    def read(text: str) -> Verdict:
        if _PHONE.fullmatch(text) and len(text) - 2 in (10, 11):
            return given(text)
        found = phones.parse(text)
        expected = "市外局番からの番号を1つ（0952-24-3151）"
        if found.status is Reading.MISSING:
            return MISSING
        if found.extension:
            parts = {"": found.value, extension: found.extension} if extension else None
            return asked(
                "L1-07",
                expected,
                f"内線 {found.extension} を分けて『内線番号』に入れますか",
                keep=text.strip(),
                propose=parts,
            )
        if found.status is Reading.GIVEN:
            return given(found.value)
        if found.status is Reading.REPAIRED:
            return repaired(found.value, "phone.form", expected, f"「{found.value}」に直しました")
        propose = {"": found.value} if found.value else None
        rule = "L1-07" if "二つ以上" in found.note else "phone.unreadable"
        return asked(rule, expected, found.note, keep=text.strip(), propose=propose)

    return read


def postcode(text: str) -> Verdict:
    """Three digits, a dash, four digits."""
    found = postcodes.parse(text)
    if found.status is Reading.MISSING:
        return MISSING
    if found.status is Reading.GIVEN:
        return given(found.value)
    if found.status is Reading.REPAIRED:
        return repaired(found.value, "postcode.form", "840-8501 の形", f"「{found.value}」に直しました")
    return asked(
        "postcode.unreadable",
        "840-8501 の形",
        found.note,
        keep=text.strip(),
        propose={"": found.value} if found.value else None,
    )


def url(text: str) -> Verdict:
    """An address on the web; other schemes never pass, for they end up in links."""
    if _URL.fullmatch(text):
        return given(text)
    plain = text.strip()
    if not plain:
        return MISSING
    folded = unicodedata.normalize("NFKC", plain)
    if _URL.fullmatch(folded):
        return repaired(folded, "url.width", "http:// か https:// で始まるURL", f"「{folded}」に直しました")
    if re.fullmatch(r"(?:www\.)?[0-9a-z][0-9a-z.-]*\.(?:jp|com|org|net|info)(?:/[!-~]*)?", folded):
        return asked(
            "url.scheme",
            "http:// か https:// で始まるURL",
            f"「https://{folded}」のことですか",
            propose={"": f"https://{folded}"},
        )
    return asked(
        "url.form",
        "http:// か https:// で始まるURLを1つ",
        "リンクとして使えません。空のまま取り込むか、直してください",
    )


def email(text: str) -> Verdict:
    """One mail address."""
    if _EMAIL.fullmatch(text):
        return given(text)
    plain = widths.fold_codes(text)
    if not plain:
        return MISSING
    if _EMAIL.fullmatch(plain):
        return repaired(plain, "email.width", "半角のメールアドレス", f"「{plain}」に直しました")
    return asked(
        "email.form",
        "メールアドレスを1つ",
        "メールアドレスとして読めません。空のまま取り込むか、直してください",
    )


def reading(text: str) -> Verdict:
    """A reading in full-width katakana."""
    if _KANA.fullmatch(text) and text == text.strip():
        return given(text)
    plain = text.strip()
    if not plain:
        return MISSING
    if _NOT_KANA.search(plain):
        return asked(
            "kana.not_kana",
            "全角カタカナの読み",
            "漢字が入っていて読みではありません。読みに直すか、このまま取り込むか決めてください",
            keep=plain,
        )
    wide = kana.to_katakana(plain)
    if wide != text:
        return repaired(wide, "kana.form", "全角カタカナ", f"「{wide}」に直しました")
    return given(wide)


def choice(choices: Sequence[str], same_as: Mapping[str, str]) -> Reader:
    """A reader of the words of a list; known other spellings are repaired."""
    exact = {word: word for word in choices}
    folded = {_loose(word): word for word in choices} | {_loose(a): word for a, word in same_as.items()}
    expected = "、".join(choices[:8]) + ("など" if len(choices) > 8 else "") + "のどれか"
    marks = {"○": "有", "×": "無", "1": "有", "0": "無"} if set(choices) == {"有", "無"} else {}

    def read(text: str) -> Verdict:
        if text in exact:
            return given(text)
        plain = _loose(text)
        if not plain:
            return MISSING
        if plain in folded:
            return repaired(folded[plain], "L2-04", expected, f"「{folded[plain]}」に直しました")
        if meant := marks.get(plain.replace("◯", "○").replace("〇", "○")):
            return asked(
                "L2-04", expected, f"「{meant}」のことですか", keep=text.strip(), propose={"": meant}
            )
        return asked(
            "L2-04",
            expected,
            "選べる言葉にありません。言葉を直すか、このまま取り込むか決めてください",
            keep=text.strip(),
        )

    return read


def _loose(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def several(text: str) -> Verdict:
    """Values divided by ";"; other dividers are asked, for a name may contain them."""
    plain = text.strip()
    if not plain:
        return MISSING
    parts = tuple(part.strip() for part in re.split("[;；]", plain) if part.strip())
    if "；" in plain:
        return repaired(
            parts, "list.divider", "半角の「;」で区切る", f"「{';'.join(parts)[:60]}」に直しました"
        )
    if len(parts) == 1 and _DIVIDERS.search(plain):
        divided = tuple(part.strip() for part in _DIVIDERS.split(plain) if part.strip())
        return asked(
            "L1-07",
            "半角の「;」で区切る",
            f"{len(divided)}つ（{';'.join(divided)[:60]}）に分けますか",
            keep=parts,
            propose={"": divided},
        )
    return given(parts)
