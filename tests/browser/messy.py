"""A list of AEDs as it comes out of an old spreadsheet: CP932, and wrong in every usual way."""

import csv
from pathlib import Path

HEADINGS = (
    "全国地方公共団体コード", "ID", "地方公共団体名", "名称", "名称_カナ", "所在地_連結表記",
    "緯度", "経度", "設置位置", "電話番号", "利用可能曜日", "開始時間", "終了時間",
)  # fmt: skip
GOOD = "みほん第一公民館"
WIDE_DIGITS = "みほん第二公民館"
SWAPPED = "みほん第三公民館"
WRONG_CODE = "みほん第四公民館"
WITHOUT_NAME = ""


def write(path: Path) -> Path:
    """Six rows: one right, one repairable, and four that a person must look at."""
    rows = [
        _row(1, GOOD),
        _row(2, WIDE_DIGITS, code="４１２０１５", opens="９時００分"),
        _row(3, SWAPPED, latitude="130.2986", longitude="33.2612"),
        _row(4, WRONG_CODE, code="412019"),
        _row(5, WITHOUT_NAME),
        _row(1, GOOD),
    ]
    with path.open("w", encoding="cp932", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(rows)
    return path


def _row(
    number: int,
    name: str,
    *,
    code: str = "412015",
    latitude: str = "33.2635",
    longitude: str = "130.3009",
    opens: str = "09:00",
) -> tuple[str, ...]:
    return (
        code, f"{number:010d}", "佐賀市", name, "ミホンコウミンカン", f"佐賀県佐賀市栄町{number}番1号",
        latitude, longitude, "1階ロビー", "0952-00-0000", "月火水木金", opens, "17:00",
    )  # fmt: skip
