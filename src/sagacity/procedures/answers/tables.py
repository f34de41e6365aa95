"""Tables: rows of cells, each cell judged as a question of its own."""

from collections.abc import Mapping
from typing import Any

from sagacity.kit.logic import api as logic
from sagacity.procedures.answers.emptiness import is_empty
from sagacity.procedures.answers.judging import Asked

MOST_ROWS = 100


def judge_table(asked: Asked, value: Any) -> Any:
    """Rows in normal form; rows where nothing was written are gone."""
    from sagacity.procedures.answers.kinds import judge  # cells are questions again

    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value[:MOST_ROWS]):
        asked.fault("not_a_table")
        return None
    most = min(asked.question.most or MOST_ROWS, MOST_ROWS)
    columns = asked.question.columns
    filled = [row for row in value if any(not is_empty(one, row.get(one.key)) for one in columns)]
    if len(filled) > most:
        asked.fault("too_many_rows", count=len(filled), most=most)
        return None
    if asked.question.least is not None and len(filled) < asked.question.least:
        asked.fault("too_few_rows", count=len(filled), least=asked.question.least)
    rows = []
    for number, row in enumerate(filled):
        found: dict[str, Any] = {}
        for column in columns:
            data = {**asked.judging.data, "row": found}
            if logic.holds(column.show_if, data):
                cell = Asked(column, asked.judging, asked.key, (number, column.key))
                answer = judge(cell, row.get(column.key))
                if answer is not None:
                    found[column.key] = answer
        rows.append(found)
    return rows
