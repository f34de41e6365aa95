from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from sagacity.identity import factor_resets, models, sealing, second_factors, spare_codes, types
from sagacity.identity.testing import StaffActor
from sagacity.kit import seals
from sagacity.kit.audit import api as audit
from sagacity.kit.proposals import api as proposals

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 1, 3, 0, 0, tzinfo=UTC)
STEP = timedelta(seconds=second_factors.STEP_SECONDS)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def row(koga: StaffActor) -> models.StaffAccount:
    return models.StaffAccount.objects.get(login="koga")


@pytest.fixture
def sheet(row: models.StaffAccount) -> tuple[str, ...]:
    return second_factors.enrol(row, secret=SECRET, code=_code(AT), at=AT)


def _code(at: datetime) -> str:
    return pyotp.TOTP(SECRET).at(at)


def _written(key: str, action: str) -> int:
    return sum(line.action == action for line in audit.about(thing=key))


def test_the_codes_are_those_of_the_standard() -> None:
    app = pyotp.TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", digits=8)  # RFC 6238, appendix B

    assert app.at(59) == "94287082"
    assert app.at(1111111109) == "07081804"


def test_a_secret_counts_only_after_its_first_code(row: models.StaffAccount) -> None:
    with pytest.raises(second_factors.WrongCode):
        second_factors.enrol(row, secret=SECRET, code="000000x", at=AT)

    assert not second_factors.is_set(row)
    assert not row.spare_codes.exists()


def test_a_code_is_used_once_even_the_one_that_set_it_up(
    row: models.StaffAccount, sheet: tuple[str, ...]
) -> None:
    with pytest.raises(second_factors.WrongCode):
        second_factors.check(row, _code(AT), at=AT)

    later = AT + STEP
    assert second_factors.check(row, _code(later), at=later) is types.Way.APP
    with pytest.raises(second_factors.WrongCode):
        second_factors.check(row, _code(later), at=later + STEP)


def test_a_code_from_before_the_last_one_is_worth_nothing(
    row: models.StaffAccount, sheet: tuple[str, ...]
) -> None:
    at = AT + 10 * STEP
    second_factors.check(row, _code(at + STEP), at=at)

    with pytest.raises(second_factors.WrongCode):
        second_factors.check(row, _code(at), at=at)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_that_is_half_a_minute_wrong_is_forgiven(
    row: models.StaffAccount, sheet: tuple[str, ...], steps: int
) -> None:
    at = AT + 10 * STEP

    assert second_factors.check(row, _code(at + steps * STEP), at=at) is types.Way.APP


@pytest.mark.parametrize("steps", [-2, 2])
def test_a_clock_that_is_more_wrong_is_not(
    row: models.StaffAccount, sheet: tuple[str, ...], steps: int
) -> None:
    at = AT + 10 * STEP

    with pytest.raises(second_factors.WrongCode):
        second_factors.check(row, _code(at + steps * STEP), at=at)


def test_wide_digits_and_spaces_are_read_as_meant(row: models.StaffAccount, sheet: tuple[str, ...]) -> None:
    at = AT + STEP
    wide = _code(at).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})

    assert second_factors.check(row, f" {wide[:3]} {wide[3:]} ", at=at) is types.Way.APP


def test_each_spare_code_opens_once(row: models.StaffAccount, sheet: tuple[str, ...]) -> None:
    assert len(set(sheet)) == spare_codes.ON_A_SHEET == 8

    for code in sheet:
        assert second_factors.check(row, code.lower(), at=AT) is types.Way.SPARE
        with pytest.raises(second_factors.WrongCode):
            second_factors.check(row, code, at=AT)

    assert _written(row.key, "staff.spare_code_used") == 8


def test_a_new_sheet_makes_the_old_one_worthless(row: models.StaffAccount, sheet: tuple[str, ...]) -> None:
    new = second_factors.new_sheet(row, code=sheet[0], at=AT)

    with pytest.raises(second_factors.WrongCode):
        second_factors.check(row, sheet[1], at=AT)
    assert second_factors.check(row, new[0], at=AT) is types.Way.SPARE


def test_a_colleagues_code_opens_nothing(
    row: models.StaffAccount, sheet: tuple[str, ...], nakamura: StaffActor
) -> None:
    other = models.StaffAccount.objects.get(login="nakamura")
    secret = second_factors.new_secret()
    second_factors.enrol(other, secret=secret, code=pyotp.TOTP(secret).at(AT), at=AT)

    with pytest.raises(second_factors.WrongCode):
        second_factors.check(other, sheet[0], at=AT)
    with pytest.raises(second_factors.WrongCode):
        second_factors.check(other, _code(AT + STEP), at=AT + STEP)


def test_the_tables_hold_neither_the_secret_nor_a_code(
    row: models.StaffAccount, sheet: tuple[str, ...]
) -> None:
    kept = models.SecondFactor.objects.get(staff=row)

    assert SECRET not in kept.sealed
    assert not set(sheet) & set(row.spare_codes.values_list("code_hash", flat=True))


def test_a_sealed_secret_moved_to_a_colleague_does_not_open(
    row: models.StaffAccount, sheet: tuple[str, ...], nakamura: StaffActor
) -> None:
    kept = models.SecondFactor.objects.get(staff=row)

    assert sealing.opened(kept.sealed, about=row.key) == SECRET
    with pytest.raises(seals.BrokenSeal):
        sealing.opened(kept.sealed, about=nakamura.key)


def test_after_a_change_of_the_key_of_the_house_spare_codes_still_open(
    row: models.StaffAccount, sheet: tuple[str, ...], settings: Settings
) -> None:
    settings.SECRET_KEY = "another key of the house, fifty characters or more."
    at = AT + STEP

    with pytest.raises(second_factors.Unreadable):
        second_factors.check(row, _code(at), at=at)
    with pytest.raises(second_factors.Unreadable):
        second_factors.check(row, "ABCD-EFGH-IJKL-MNOP", at=at)

    second_factors.remove(row, code=sheet[0], at=at)
    assert second_factors.enrol(row, secret=SECRET, code=_code(at), at=at)


def test_a_second_factor_is_not_replaced_while_there_is_one(
    row: models.StaffAccount, sheet: tuple[str, ...]
) -> None:
    other = second_factors.new_secret()

    with pytest.raises(second_factors.FactorThere):
        second_factors.enrol(row, secret=other, code=pyotp.TOTP(other).at(AT), at=AT)


def test_its_owner_takes_it_away_with_a_code_and_not_without(
    row: models.StaffAccount, sheet: tuple[str, ...]
) -> None:
    with pytest.raises(second_factors.WrongCode):
        second_factors.remove(row, code="123", at=AT)
    assert second_factors.is_set(row)

    second_factors.remove(row, code=sheet[0], at=AT)

    assert not second_factors.is_set(row)
    assert not row.spare_codes.exists()


def test_a_reset_needs_a_reason_and_two_colleagues_and_is_written_down(
    row: models.StaffAccount, sheet: tuple[str, ...], koga: StaffActor, admin: StaffActor, soumu: StaffActor
) -> None:
    second = soumu.person
    with pytest.raises(proposals.NeedsSecondPerson):
        factor_resets.reset(staff=row.key, reason="紛失", by=admin.person, at=AT)
    with pytest.raises(factor_resets.NoReason):
        factor_resets.reset(staff=row.key, reason="  ", by=admin.person, approved_by=second, at=AT)
    with pytest.raises(factor_resets.OwnFactor):
        factor_resets.reset(staff=row.key, reason="紛失", by=koga.person, approved_by=second, at=AT)
    assert second_factors.is_set(row)

    factor_resets.reset(
        staff=row.key, reason="紛失。顔で確かめた。", by=admin.person, approved_by=second, at=AT
    )

    [line] = [each for each in audit.about(thing=row.key) if each.action == "staff.second_factor_reset"]
    assert (line.actor, line.thing, line.purpose) == (admin.key, row.key, "紛失。顔で確かめた。")
    assert not second_factors.is_set(row)
    assert koga.client.get("/staff/account/").status_code == 302


def test_the_only_administrator_is_helped_at_the_machine_with_a_reason_that_is_written_down(
    row: models.StaffAccount, sheet: tuple[str, ...]
) -> None:
    with pytest.raises(CommandError, match="reason"):
        call_command("reset_second_factor", "koga", " ")
    assert second_factors.is_set(row)

    call_command("reset_second_factor", "koga", "紛失。市長室で確かめた。")

    assert not second_factors.is_set(row)
    assert _written(row.key, "staff.second_factor_reset") == 1
    with pytest.raises(CommandError, match="no second factor"):
        call_command("reset_second_factor", "koga", "もう一度")
