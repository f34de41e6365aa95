"""What came from a page, as answers: the same shapes whether scripts ran or not. Nothing is judged here."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import QueryDict

from sagacity.procedures.api import Block, Kind, Question
from sagacity.procedures.forms.fields.days import DayParts, joined
from sagacity.procedures.forms.types import Member

PREFIX = "a"
MOST_ROWS = 100
ADDRESS = ("postcode", "town", "rest", "building")
ACCOUNT = ("bank", "branch", "kind", "number", "holder")
NAMES = ("family", "given")


def typed(
    *, block: Block, post: QueryDict, before: Mapping[str, Any], members: Sequence[Member] = ()
) -> dict[str, Any]:
    """Answers of a block. Files come another way (`before` keeps them); members are named by their `ref`."""
    return {one.key: _value(one, f"{PREFIX}.{one.key}", post, before, members) for one in block.questions}


def typed_row_act(*, block: Block, do: str, answers: dict[str, Any]) -> bool:
    """Add or take away a row of a table, without scripts: `add:<question>` or `drop:<question>:<row>`."""
    act, _, rest = do.partition(":")
    key, _, row = rest.partition(":")
    question = next((one for one in block.questions if one.key == key and one.kind is Kind.TABLE), None)
    if question is None or act not in {"add", "drop"}:
        return False
    rows = list(answers.get(key) or [])
    if act == "add" and len(rows) < min(question.most or MOST_ROWS, MOST_ROWS):
        rows.append({})
    if act == "drop" and row.isdigit() and int(row) < len(rows):
        rows.pop(int(row))
    answers[key] = rows
    return True


def _value(
    question: Question, name: str, post: QueryDict, before: Mapping[str, Any], members: Sequence[Member]
) -> Any:
    read: dict[Kind, Callable[[], Any]] = {
        Kind.NAME: lambda: _parts(name, NAMES, post),
        Kind.KANA: lambda: _parts(name, NAMES, post),
        Kind.ADDRESS: lambda: _parts(name, ADDRESS, post),
        Kind.BANK_ACCOUNT: lambda: _parts(name, ACCOUNT, post),
        Kind.DATE: lambda: _day(name, post),
        Kind.CHOICES: lambda: post.getlist(name),
        Kind.HOUSEHOLD: lambda: _members(post.getlist(name), members),
        Kind.TABLE: lambda: _rows(question, name, post),
        Kind.FILE: lambda: before.get(question.key, []),
        Kind.SIGNATURE: lambda: before.get(question.key, ""),
    }
    return read[question.kind]() if question.kind in read else post.get(name, "")


def _parts(name: str, parts: tuple[str, ...], post: QueryDict) -> dict[str, str] | str:
    found = {part: post.get(f"{name}.{part}", "") for part in parts}
    return found if any(value.strip() for value in found.values()) else ""


def _day(name: str, post: QueryDict) -> str:
    parts = {part: post.get(f"{name}.{part}", "") for part in ("era", "year", "month", "day", "text")}
    return joined(DayParts(**parts))


def _members(refs: list[str], members: Sequence[Member]) -> list[str]:
    by_ref = {one.ref: one.key for one in members}
    return [by_ref.get(ref, ref) for ref in refs]


def _rows(question: Question, name: str, post: QueryDict) -> list[dict[str, Any]]:
    said = post.get(f"{name}.rows", "0")
    many = min(int(said), MOST_ROWS) if said.isdigit() else 0
    return [
        {
            column.key: _value(column, f"{name}.{row}.{column.key}", post, {}, ())
            for column in question.columns
        }
        for row in range(many)
    ]
