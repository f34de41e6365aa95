"""The live door of the queue: every screen of a place hears at once what happened there."""

import json
from collections.abc import Collection, Mapping

from sagacity.kit import clock, live
from sagacity.reservations.queue import board, plan, shown

PATH = "/live/queue/"


class Screens(live.Listeners):
    """Screens and phones, by place; forecasts change though nothing happens."""

    def __init__(self) -> None:
        super().__init__(
            path=PATH, is_there=_is_there, said=_board, editions=_editions, anew_every=board.FRESH
        )


def _is_there(place: str) -> bool:
    return bool(plan.lines(place=place))


def _board(place: str) -> str:
    return json.dumps(shown.as_json(place=place, at=clock.now()), ensure_ascii=False)


def _editions(places: Collection[str]) -> Mapping[str, object]:
    return dict.fromkeys(places, board.edition())
