from datetime import datetime

import pytest

from sagacity.kit.audit import api as audit
from sagacity.reservations import api as reservations
from sagacity.reservations.tests.conftest import CLERK, SUBJECT, Line, Opening

NAMES = (("森 花子", "モリ ハナコ"), ("﨑村 一郎", "さきむら いちろう"), ("阿部 涼", "アベ リョウ"))


def _looks(at: datetime, **more: object) -> list[str]:
    page = reservations.bookings(subject=SUBJECT, by=CLERK, purpose="名簿", at=at, **more)  # type: ignore[arg-type]
    return [booking.contact.name for booking in page.bookings]


@pytest.fixture
def _three(opening: Opening, line: Line) -> None:
    opening(capacity=2, waiting_places=1)
    for number, (name, kana) in enumerate(NAMES):
        line.books(contact=reservations.Contact(name=name, kana=kana, phone=f"090-1234-000{number}"))


@pytest.mark.usefixtures("_three")
def test_a_look_at_names_says_who_and_why_and_is_written_down(at: datetime) -> None:
    page = reservations.bookings(subject=SUBJECT, by=CLERK, purpose="名簿の確認", at=at)

    offer = reservations.offer(subject=SUBJECT)
    written = audit.about(thing=offer.key)[0]
    assert (written.action, written.actor, written.purpose) == ("reservations.look", CLERK.key, "名簿の確認")
    assert page.total == 3
    with pytest.raises(reservations.NoPurpose):
        reservations.bookings(subject=SUBJECT, by=CLERK, purpose=" ", at=at)


@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize("words", ["崎村", "サキムラ", "さきむら 一郎", "09012340001", "1234-0001", "2"])
def test_a_name_is_found_however_it_is_typed(at: datetime, words: str) -> None:
    assert "﨑村 一郎" in _looks(at, words=words)
    assert "阿部 涼" not in _looks(at, words=words)


@pytest.mark.usefixtures("_three")
def test_a_list_is_sorted_by_number_by_reading_and_by_state(at: datetime) -> None:
    assert _looks(at) == ["森 花子", "﨑村 一郎", "阿部 涼"]
    assert _looks(at, order=reservations.Order.NAME) == ["阿部 涼", "﨑村 一郎", "森 花子"]
    assert _looks(at, order=reservations.Order.STATE, limit=1, offset=2) == ["阿部 涼"]
    assert _looks(at, states=[reservations.BookingState.WAITING]) == ["阿部 涼"]


@pytest.mark.usefixtures("_three")
def test_figures_need_no_look_at_names() -> None:
    found = reservations.tally(subject=SUBJECT)

    assert found.bookings == {"booked": 2, "waiting": 1}
    assert found.places == {"booked": 2, "waiting": 1}
    assert found.attended == 0
