"""The file at the end: counts, with hidden ones marked; nothing that was written freely."""

import csv
import io
from datetime import datetime

from sagacity.kit.manifest import in_language
from sagacity.procedures.surveys import results, surveys

HIDDEN = "X"
COLUMNS = ("問い", "答え", "人数", "question", "answer", "count")


def open_data(*, survey: str, at: datetime) -> bytes:
    """CSV with a mark at its head that spreadsheets know; X stands for a number that is hidden.

    Raises:
        NoSuchSurvey
    """
    found = surveys.survey(key=survey, at=at)
    told = results.results(survey=survey, at=at)
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(COLUMNS)
    whole = "" if told.answers is None else str(told.answers)
    lines.writerow(
        (
            in_language(found.name, "ja"),
            "回答した人",
            whole or HIDDEN,
            in_language(found.name, "en"),
            "people",
            whole or HIDDEN,
        )
    )
    for tally in told.tallies:
        for cell in tally.cells:
            count = HIDDEN if cell.count is None else str(cell.count)
            said = [
                (in_language(tally.label, one), in_language(cell.label, one), count) for one in ("ja", "en")
            ]
            lines.writerow((*said[0], *said[1]))
    return out.getvalue().encode("utf-8-sig")
