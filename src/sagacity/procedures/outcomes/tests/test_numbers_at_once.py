"""Numbers are gapless also when several give out at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import OperationalError, connection, transaction

from sagacity.procedures.outcomes import models, numbers

AT_ONCE, EACH = 6, 10


class GivenUp(Exception):
    """The document could not be made after it had its number."""


@pytest.mark.django_db(transaction=True)
def test_numbers_given_at_once_stand_in_a_row_without_a_gap(at: datetime) -> None:
    def give(who: int) -> list[int]:
        try:
            return [serial for turn in range(EACH) if (serial := _one(who, turn, at))]
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        given = [serial for found in pool.map(give, range(AT_ONCE)) for serial in found]

    assert sorted(given) == list(range(1, len(given) + 1))
    assert models.Counter.objects.get().last == len(given)


def _one(who: int, turn: int, at: datetime) -> int:
    """Each fifth document fails after it got its number, which the next one gets.

    A database in memory answers "locked" at once where one on the disk waits for its turn.
    """
    while True:
        try:
            return _tried(who, turn, at)
        except OperationalError:
            time.sleep(0.01)


def _tried(who: int, turn: int, at: datetime) -> int:
    try:
        with transaction.atomic():
            _, serial = numbers.give(register="residence", at=at)
            if (who + turn) % 5 == 0:
                raise GivenUp
            return serial
    except GivenUp:
        return 0


def test_a_slip_of_the_finger_shows_in_the_last_letter() -> None:
    number = numbers.written(label="RESIDENCE", year=2026, serial=123)

    assert number.startswith("R8-RESIDENCE-000123-")
    assert numbers.is_right(number)
    assert not numbers.is_right(number.replace("000123", "000132"))
    assert not numbers.is_right(number.replace("000123", "000124"))


@pytest.mark.parametrize(
    ("register", "label"),
    [
        ("residence_certificate", "RESIDENCE"),
        ("child_medical", "CHILDMEDICAL"),
        ("hall_permits", "HALLPERMITS"),
        ("incomprehensibilities", "INCOMPREHENS"),
        ("証明", "DOC"),
    ],
)
def test_a_register_is_called_by_its_whole_words(db: None, register: str, label: str) -> None:
    assert numbers.label_of(register) == label


def test_two_registers_never_bear_one_number(db: None, at: datetime) -> None:
    registers = ("residence_certificate", "residence_history", "residence", "証明", "許可")
    for register in registers:
        numbers.give(register=register, at=at)

    labels = [numbers.label_of(register) for register in registers]

    assert labels[:2] == ["RESIDENCE", "RESIDENCEHISTORY"]
    assert len(set(labels)) == len(registers)
