"""オープンデータ一覧: the national list of what a city publishes, made from the catalogue itself."""

import csv
import hashlib
import io
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.registry import kinds, models
from sagacity.registry.publishing import cycles, sets, themes
from sagacity.registry.publishing.formats import for_people
from sagacity.registry.publishing.formulas import defused


def name() -> str:
    return f"{city.current().code}_opendata_list.csv"


def version(rows: Sequence[models.DataSet]) -> tuple[str, datetime | None]:
    """Which list this is, and since when."""
    found = sets.versions(rows)
    token = hashlib.sha256("".join(one.token for one in found.values()).encode()).hexdigest()[:24]
    return token, max((one.changed_at for one in found.values()), default=None)


def write(rows: Sequence[models.DataSet], *, bom: bool) -> bytes:
    """The list in the columns of the standard; for people with BOM and harmless in a spreadsheet."""
    headings = kinds.get("opendata_list").editions[0].headings
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(headings)
    for number, row in enumerate(rows, start=1):
        said = _line(number, row)
        cells = [said.get(heading, "") for heading in headings]
        table.writerow([defused(cell) for cell in cells] if bom else cells)
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _line(number: int, row: models.DataSet) -> dict[str, str]:
    here = city.current()
    site = str(settings.PUBLIC_URL).rstrip("/")
    return {
        "都道府県コード又は市区町村コード": here.code,
        "NO": f"{number:010d}",
        "都道府県名": here.prefecture,
        "市区町村名": here.name["ja"],
        "データ名称": row.title.get("ja", row.slug),
        "データ概要": row.description or row.standard,
        "データ形式": ";".join(form.name for form in for_people(kinds.get(row.kind))),
        "分類": themes.of(row.kind, row.theme).ja,
        "更新頻度": cycles.IN_JAPANESE.get(row.update_cycle, row.update_cycle) or "不定期",
        "URL": f"{site}/dataset/{row.slug}",
        "API対応有無": "有",
        "ライセンス": row.licence,
        "登録日": row.issued.isoformat() if row.issued else "",
        "最終更新日": clock.day(row.modified).isoformat(),
        "備考": row.attribution,
    }
