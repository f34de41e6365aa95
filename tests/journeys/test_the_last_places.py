"""Fifty people want the last places of an event of the real file, over HTTP, at the same moment."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest

from sagacity.site.tests.running import House, house
from sagacity.site.visitor import TOKEN, Answer, Visitor

pytestmark = [pytest.mark.slow, pytest.mark.alone]
PEOPLE, PLACES, LINE = 50, 7, 20
CLIENT_KEY = re.compile(r'name="client_key" value="(\w+)"')
EVENT = re.compile(r'href="/apps/events/(urn(?::|%3A)[^/"]+)/"')
TERMS = {
    "capacity": str(PLACES),
    "waiting_places": str(LINE),
    "most_per_booking": "1",
    "opens_at": "2026-01-01T00:00",
    "closes_at": "2099-01-01T00:00",
    "ends_at": "2099-01-02T00:00",
}


@dataclass
class Applicant:
    """Somebody with the form open, filled in, and a finger on the button."""

    number: int
    visitor: Visitor
    fields: dict[str, str]
    address: str
    answer: Answer | None = None

    def sends(self) -> str:
        """Send it, and once more, as an impatient finger does; what the page says."""
        self.answer = self.visitor.post(self.address, **self.fields)
        again = self.visitor.post(self.address, **self.fields)
        assert again.address == self.answer.address, "the second press led elsewhere"
        return self.says(self.answer)

    @staticmethod
    def says(answer: Answer) -> str:
        if answer.status == 422:
            assert "満員になりました" in answer.text, answer.text
            return "full"
        assert answer.status == 200, f"{answer.status} {answer.text[:500]}"
        number = re.search(r"<strong>(\d+)</strong>", answer.text)
        place = re.search(r"キャンセル待ちの(\d+)番目です", answer.text)
        assert number, answer.text
        return f"waiting {place[1]} as {number[1]}" if place else f"booked as {number[1]}"

    def now(self) -> str:
        assert self.answer is not None
        return self.says(self.visitor.get(unquote(self.answer.address.removeprefix(self.visitor.home))))


def test_never_over_capacity_and_the_line_is_in_order(tmp_path: Path) -> None:
    with house("demo", "--port", "0", folder=tmp_path / "city") as running:
        port = int(running.wait_for(r"^Ready: http://localhost:(\d+)/$")[1])
        clerk, desk, event = _opens_applications(running, port)
        people = [_opens_the_form(port, event, number) for number in range(PEOPLE)]
        gate = threading.Barrier(PEOPLE)

        def press(one: Applicant) -> str:
            gate.wait()
            return one.sends()

        with ThreadPoolExecutor(PEOPLE) as crowd:
            told = list(crowd.map(press, people))

        booked = sorted(int(said.split()[2]) for said in told if said.startswith("booked"))
        waiting = sorted(
            (int(said.split()[1]), int(said.split()[3])) for said in told if said.startswith("waiting")
        )
        assert booked == list(range(1, PLACES + 1))
        assert waiting == [(place, PLACES + place) for place in range(1, LINE + 1)]
        assert told.count("full") == PEOPLE - PLACES - LINE
        assert f"定員 {PLACES}人（あと 0人）" in clerk.get(desk).text

        gone = _three_give_up(people, told)

        here = [one for one, said in zip(people, told, strict=True) if said != "full" and one not in gone]
        assert sum(one.now().startswith("booked") for one in here) == PLACES
        first_three = {f"waiting {place} as {PLACES + place}" for place in (1, 2, 3)}
        moved = [one.now() for one, said in zip(people, told, strict=True) if said in first_three]
        assert sorted(moved) == sorted(f"booked as {PLACES + place}" for place in (1, 2, 3))


def _opens_applications(running: House, port: int) -> tuple[Visitor, str, str]:
    """The clerk chooses an event of the published file and opens applications for it."""
    clerk = Visitor(port)
    password = running.wait_for(r"^\s+mori\s+(\S+)")[1]
    assert clerk.send("/staff/sign-in/", login="mori", password=password).status == 200
    page = clerk.get("/apps/events/?when=all").text
    found = EVENT.search(page)
    assert found, page[:2000]
    event = unquote(found[1])
    desk = f"/desk/events/applicants/{event}/"
    answer = clerk.send(f"{desk}terms/", oddly_named=TERMS)
    assert answer.address.endswith(desk), answer.text[:2000]
    return clerk, desk, event


def _opens_the_form(port: int, event: str, number: int) -> Applicant:
    visitor, address = Visitor(port), f"/apps/events/{event}/apply/"
    page = visitor.get(address).text
    token, key = TOKEN.search(page), CLIENT_KEY.search(page)
    assert token, page[:2000]
    assert key, page[:2000]
    fields = {
        "csrfmiddlewaretoken": token[1],
        "client_key": key[1],
        "name": f"住民 {number}",
        "phone": f"090-0000-{number:04d}",
        "places": "1",
    }
    return Applicant(number, visitor, fields, address)


def _three_give_up(people: list[Applicant], told: list[str]) -> list[Applicant]:
    """Three who have a place cancel at the same moment."""
    giving = [one for one, said in zip(people, told, strict=True) if said.startswith("booked")][:3]
    gate = threading.Barrier(len(giving))

    def press(one: Applicant) -> int:
        assert one.answer is not None
        page = unquote(one.answer.address.removeprefix(one.visitor.home))
        gate.wait()
        return one.visitor.send(f"{page}cancel/", seen_on=page).status

    with ThreadPoolExecutor(len(giving)) as crowd:
        assert list(crowd.map(press, giving)) == [200] * len(giving)
    return giving
