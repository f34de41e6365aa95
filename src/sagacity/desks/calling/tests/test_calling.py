"""A clerk's day: opens a desk, gives numbers out, calls, hands on, and looks at the figures."""

import json
import re
import uuid
from collections.abc import Callable

import pytest

from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock
from sagacity.reservations.queue import api as queue

DESK = "/desk/calling/"


@pytest.fixture(autouse=True)
def _invented_city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGACITY_CITY", "example")


@pytest.fixture
def clerk(staff_with: Callable[..., StaffActor]) -> StaffActor:
    return staff_with("yobi", "queue_planner", name="横尾 光")


@pytest.fixture
def desk(clerk: StaffActor) -> str:
    """An open desk; its address."""
    clerk.sends(DESK, label="3番", lines=["moving", "papers"])
    assert "3番の窓口" in clerk.sees()
    (opened,) = queue.desks()
    return f"{DESK}desks/{opened.key}/"


def once() -> str:
    return str(uuid.uuid4())


def test_a_number_is_printed_called_served_and_ended(clerk: StaffActor, desk: str) -> None:
    clerk.sends(f"{desk}issue/", line="moving", once=once(), paper="1")
    assert "A001" in clerk.sees()
    assert b"data:image/svg" in clerk.answer.content  # type: ignore[union-attr]

    clerk.sends(f"{desk}next/", once=once())
    assert "A001を呼びました" in clerk.sees()
    (board, *_) = queue.boards(place="hall", at=clock.now())
    key = board.called[0].key
    clerk.sends(f"{desk}{key}/start/", once=once())
    clerk.sends(f"{desk}{key}/end/", once=once())

    assert "次の人を呼ぶ" in clerk.sees()
    assert queue.ticket(key=key).visits[0].outcome == "ended"


def test_a_double_press_calls_one_and_a_second_window_is_told(clerk: StaffActor, desk: str) -> None:
    for _ in range(3):
        clerk.sends(f"{desk}issue/", line="moving", once=once())
    press = once()

    clerk.sends(f"{desk}next/", once=press)
    clerk.sends(f"{desk}next/", once=press)
    assert "A001を呼びました" in clerk.sees()
    clerk.sends(f"{desk}next/", once=once())

    assert "もう人がいます" in clerk.sees()
    assert len(queue.board(line="moving", at=clock.now()).waiting) == 2


def test_not_there_back_and_handed_on_with_the_case(clerk: StaffActor, desk: str) -> None:
    clerk.sends(f"{desk}issue/", line="moving", priority="care", once=once())
    clerk.sends(f"{desk}next/", once=once())
    key = queue.board(line="moving", at=clock.now()).called[0].key

    clerk.sends(f"{desk}{key}/skip/", once=once())
    assert "不在の人" in clerk.sees()
    clerk.sends(f"{desk}{key}/back/", once=once())
    assert "優先" in clerk.sees()
    clerk.sends(f"{desk}next/", once=once())
    clerk.sends(f"{desk}{key}/transfer/", to="papers", case="urn:ngsi-ld:Case:7", once=once())

    ticket = queue.ticket(key=key)
    assert (ticket.line, ticket.number, ticket.case) == ("papers", "A001", "urn:ngsi-ld:Case:7")
    clerk.sends(f"{desk}{key}/end/", once=once())
    assert "ほかの人が先に操作しました" in clerk.sees()


def test_a_colleagues_desk_is_not_taken_over(
    clerk: StaffActor, desk: str, staff_with: Callable[..., StaffActor]
) -> None:
    other = staff_with("eto", "queue_clerk", name="江藤 花")

    answer = other.sends(DESK, label="3番", lines=["moving"])

    assert answer.status_code == 422
    assert "ほかの職員が働いています" in other.sees()
    assert other.opens(f"{DESK}figures/").status_code == 403


def test_a_desk_closes_when_nobody_is_there(clerk: StaffActor, desk: str) -> None:
    clerk.sends(f"{desk}issue/", line="moving", once=once())
    clerk.sends(f"{desk}next/", once=once())

    clerk.sends(f"{desk}close/")
    assert "窓口に人がいます" in clerk.sees()
    key = queue.board(line="moving", at=clock.now()).called[0].key
    clerk.sends(f"{desk}{key}/end/", once=once())
    clerk.sends(f"{desk}close/")

    assert "窓口を閉じました" in clerk.sees()
    assert queue.desks() == ()


def test_figures_leave_as_a_table_for_spreadsheets(clerk: StaffActor, desk: str) -> None:
    clerk.sends(f"{desk}issue/", line="moving", once=once())
    clerk.sends(f"{desk}next/", once=once())
    key = queue.board(line="moving", at=clock.now()).called[0].key
    clerk.sends(f"{desk}{key}/end/", once=once())

    assert "引越し" in clerk.sees(f"{DESK}figures/")
    table = clerk.opens(f"{DESK}figures.csv").content.decode()
    assert table.startswith("\ufeff列,時間,")
    assert re.search(r"引越し,\d+,1,1,1,0,0\.0", table)
    said = {"line": "moving", "desks": "0-23:1", "more": "100"}
    assert "窓口に人がいる割合" in clerk.sees(f"{DESK}what-if/", **said)
    assert clerk.opens(f"{DESK}what-if/", **{**said, "desks": "nine"}).status_code == 422
    assert clerk.opens(f"{DESK}figures/", since="2026-02-01", until="2026-01-01").status_code == 422


def test_a_station_hands_in_what_it_wrote_down(clerk: StaffActor) -> None:
    now = clock.now().isoformat()
    entry = {
        "id": once(),
        "ticket": f"urn:ngsi-ld:QueueTicket:{uuid.uuid4().hex}",
        "what": "issued",
        "clock": now,
        "counter": 1,
        "data": {"line": "moving", "number": "NA001"},
    }

    def sends(said: object) -> tuple[int, dict[str, object]]:
        answer = clerk.client.post(
            f"{DESK}stations/harbour/entries/", json.dumps(said), content_type="application/json"
        )
        return answer.status_code, answer.json()

    assert sends({"sent_at": now, "entries": [entry]})[1]["new"] == 1
    assert sends({"sent_at": now, "entries": [entry]})[1] == {
        "new": 0,
        "known": 1,
        "drift_seconds": pytest.approx(0, abs=30),
        "conflicts": [],
    }
    assert sends({"sent_at": now, "entries": [{**entry, "what": "flown"}]})[0] == 422
    assert sends([])[0] == 422


def test_nobody_calls_without_the_role(hanako: Actor, staff_with: Callable[..., StaffActor]) -> None:
    assert staff_with("mado", "cashier").opens(DESK).status_code == 403
    assert "サインイン" in hanako.sees(DESK)
