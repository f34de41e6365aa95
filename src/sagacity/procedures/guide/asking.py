"""What pages ask of the guide: its life events, and the answer for a household today."""

from datetime import datetime

from sagacity.ledger import api as ledger
from sagacity.procedures import api as procedures
from sagacity.procedures.guide import judging, pack_texts, types


class NoSuchEvent(LookupError):
    """The city's guide has no life event of this key."""


def events() -> list[types.Event]:
    """The life events of this city, in their order."""
    return list(pack_texts.guide().events.values())


def event(*, key: str) -> types.Event:
    """One life event.

    Raises:
        NoSuchEvent: there is none.
    """
    found = pack_texts.guide().events.get(key)
    if found is None:
        raise NoSuchEvent(key)
    return found


def papers() -> list[types.Paper]:
    """Every document that somebody may have to bring."""
    return list(pack_texts.guide().papers.values())


def service() -> str:
    """What is booked for a visit, by its key in `slots.toml`; "" when the pack does not say."""
    return pack_texts.guide().service


def answer(*, event: str, answers: procedures.Answers, at: datetime, language: str = "ja") -> types.Answer:
    """What a household has to do at a life event, by the guide, tariff and calendar of this city.

    Raises:
        NoSuchEvent: there is none of this key.
    """
    guide = pack_texts.guide()
    found = guide.events.get(event)
    if found is None:
        raise NoSuchEvent(event)
    return judging.judge(
        guide=guide,
        event=found,
        answers=answers,
        at=at,
        is_open=procedures.is_open_day,
        tariff=_tariff(),
        language=language,
    )


def _tariff() -> ledger.Tariff:
    """Without a tariff that can be read every fee is to be asked."""
    try:
        return ledger.tariff()
    except ledger.BrokenTariff:
        return ledger.Tariff(version="", rules={})
