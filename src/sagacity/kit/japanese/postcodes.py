"""Postcodes: three digits, a dash, four digits."""

import re
from dataclasses import dataclass

from sagacity.kit.japanese import widths
from sagacity.kit.japanese.reading import Reading


@dataclass(frozen=True, slots=True)
class Postcode:
    value: str  # 840-8501, empty when refused
    status: Reading
    note: str = ""


def parse(text: str) -> Postcode:
    """Read 〒８４０－８５０１, 8408501, or propose the zero that a spreadsheet lost."""
    stripped = text.strip()
    if not stripped:
        return Postcode("", Reading.MISSING)
    if re.fullmatch(r"[0-9]{3}-[0-9]{4}", stripped):
        return Postcode(stripped, Reading.GIVEN)
    plain = widths.fold_codes(stripped).removeprefix("〒").strip()
    if re.fullmatch(r"\d{3} ?-? ?\d{4}", plain):
        digits = re.sub(r"\D", "", plain)
        return Postcode(f"{digits[:3]}-{digits[3:]}", Reading.REPAIRED)
    if re.fullmatch(r"\d{2}-?\d{4}", plain):
        digits = "0" + plain.replace("-", "")
        value = f"{digits[:3]}-{digits[3:]}"
        return Postcode(
            value, Reading.PROPOSED, f"「{stripped}」は6けたです。先頭の0が消えた {value} のことですか。"
        )
    return Postcode(
        "", Reading.REFUSED, f"「{stripped}」は郵便番号として読めません。840-8501 の形で書いてください。"
    )
