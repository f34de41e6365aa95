from functools import partial

import pytest

from sagacity.kit import keeping


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Two rooms that keep something about people, and nobody else."""
    monkeypatch.setattr(keeping, "_keepers", {})
    kept = {"messaging": ["hanako"], "reservations": ["taro"]}
    for name, people in kept.items():
        keeping.offer_keeper(
            name=name,
            package=f"sagacity.{name}",
            kept=partial(_kept, people),
            forget=partial(_forget, people),
        )
    return kept


def _kept(people: list[str], person: str) -> dict[str, object]:
    said: dict[str, object] = {
        "bookings": [{"of": person}],
        "notices": [{"of": person}, {"of": person}],
        "since": "today",
    }
    return said if person in people else {}


def _forget(people: list[str], person: str) -> None:
    if person in people:
        people.remove(person)


def test_only_rooms_that_keep_something_answer(rooms: dict[str, list[str]]) -> None:
    assert list(keeping.everything_kept(person="hanako")) == ["messaging"]


def test_what_lies_under_two_keys_of_one_person_is_shown_whole(rooms: dict[str, list[str]]) -> None:
    rooms["messaging"].append("the account of hanako")

    kept = keeping.everything_kept(person="hanako", also=("the account of hanako", "hanako", ""))

    assert kept["messaging"]["bookings"] == [{"of": "hanako"}, {"of": "the account of hanako"}]
    assert kept["messaging"]["since"] == "today"


def test_it_is_told_in_the_words_of_the_reader(rooms: dict[str, list[str]]) -> None:
    kept = keeping.everything_kept(person="hanako")

    (told,) = keeping.told(kept, language="en")

    assert told.title == "How you are told, and the notices you received"
    assert told.parts == (("Notices received", 2),)  # bookings are no part of messaging


def test_forgetting_reaches_every_room_and_nobody_else(rooms: dict[str, list[str]]) -> None:
    keeping.forget_everywhere(person="hanako")

    assert rooms == {"messaging": [], "reservations": ["taro"]}


def test_a_newcomer_is_nobody(rooms: dict[str, list[str]]) -> None:
    keeping.forget_everywhere(person="")

    assert keeping.everything_kept(person="") == {}
    assert rooms == {"messaging": ["hanako"], "reservations": ["taro"]}
