"""The lines of a place as data for screens and phones: numbers, minutes and colours, in no language."""

from datetime import datetime
from typing import Any

from sagacity.reservations.queue import board, types


def as_json(*, place: str, at: datetime) -> dict[str, Any]:
    """Everything a screen shows.

    Raises:
        NoSuchLine: the city has no lines there.
    """
    boards = board.boards(place=place, at=at)
    return {"place": place, "at": boards[0].at.isoformat(), "lines": [_line(one) for one in boards]}


def _line(one: types.Board) -> dict[str, Any]:
    return {
        "key": one.line.key,
        "colour": one.colour.value,
        "people": len(one.waiting),
        "desks": one.desks,
        **_minutes(one.newcomer),
        "called": [
            {"number": ticket.number, "desk": ticket.desk, "calls": ticket.calls} for ticket in one.called
        ],
        "waiting": [
            {"number": standing.ticket.number, **_minutes(standing.forecast)} for standing in one.waiting
        ],
    }


def _minutes(forecast: types.Forecast | None) -> dict[str, int | None]:
    if forecast is None:
        return {"median": None, "least": None, "most": None}
    return {"median": forecast.median, "least": forecast.least, "most": forecast.most}
