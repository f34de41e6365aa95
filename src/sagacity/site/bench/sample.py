"""Made-up files and records for measuring: always the same, nothing of any real place."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from sagacity.kit.city import api as city

COLUMNS = 31
_FIRST = ("中央", "北", "南", "東", "西", "新", "本", "川上", "大町", "若葉")
_SECOND = ("公民館", "小学校", "体育館", "保育所", "図書館", "駅前広場", "市民センター", "診療所")
_KANA = ("チュウオウ", "キタ", "ミナミ", "ヒガシ", "ニシ", "シン", "ホン", "カワカミ", "オオマチ", "ワカバ")


def aed_file(path: Path, *, rows: int, headings: Sequence[str], encoding: str) -> None:
    """A list of AEDs in the national columns, one row in fifty with something to repair."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for cells in aed_rows(rows):
            writer.writerow([cells.get(heading, "") for heading in headings])


def aed_rows(rows: int) -> Iterator[dict[str, str]]:
    """The rows of such a list, heading by heading."""
    here = city.current()
    south, west, north, east = here.bounds
    whole = here.prefecture + here.name["ja"]
    for number in range(rows):
        name = f"{_FIRST[number % 10]}{_SECOND[number % 8]}{number}"
        damaged = number % 50 == 0
        yield {
            "全国地方公共団体コード": here.code,
            "ID": f"{number:010d}",
            "地方公共団体名": here.name["ja"],
            "名称": name,
            "名称_カナ": f"{_KANA[number % 10]}シセツ",
            "所在地_連結表記": f"{whole}{_FIRST[number % 10]}町{number % 40 + 1}番地",
            "所在地_都道府県": here.prefecture,
            "所在地_市区町村": here.name["ja"],
            "緯度": f"{south + (north - south) * (0.2 + 0.6 * (number * 7919 % 9973) / 9973):.6f}",
            "経度": f"{west + (east - west) * (0.2 + 0.6 * (number * 6271 % 9949) / 9949):.6f}",
            "設置位置": f"{number % 5 + 1}階ロビー",
            "電話番号": "（0952）00-0000" if damaged else f"03-{number % 9000 + 1000}-{number % 8999 + 1000}",
            "利用可能曜日": "月火水木金",
            "開始時間": "９時００分" if damaged else "09:00",
            "終了時間": "17:00",
            "利用可能日時特記事項": "祝日は休み",
        }
