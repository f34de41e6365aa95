"""A form goes on with another device: by a code that is short, good once, and asks the level again there."""

import re
from datetime import timedelta

from sagacity.kit import clock
from sagacity.miniapps.apply.tests.conftest import RESIDENCE, Applicant
from sagacity.procedures.forms import testing


def _code(somebody: Applicant) -> str:
    somebody.sends(f"{somebody.form}elsewhere/")
    found = re.search(r"forms-code\">([A-Z2-9]{5}-[A-Z2-9]{5})<", somebody.html)
    assert found, somebody.sees()
    return found[1]


def test_begun_without_signing_in_it_goes_on_on_another_device(at: object) -> None:
    phone, computer = Applicant(level=0), Applicant(level=0)
    phone.begins()
    phone.writes(do="stop", phone="0952-11-2233")
    code = _code(phone)

    assert code in computer.opens(f"/apps/apply/resume/{code}/").content.decode()
    assert testing.codes_unused()  # opening the link uses nothing up
    computer.sends("/apps/apply/resume/", code=code.lower())

    assert "続きを始めます" in computer.sees()
    assert "0952-11-2233" in computer.html
    assert phone.opens(computer.form).status_code == 404
    again = Applicant(level=0)
    assert again.sends("/apps/apply/resume/", code=code).status_code == 410
    assert "もう使われています" in again.sees()


def test_a_code_is_good_for_ten_minutes_and_a_new_one_ends_the_old(at: object) -> None:
    phone, computer = Applicant(level=0), Applicant(level=0)
    phone.begins()
    old, fresh = _code(phone), _code(phone)
    assert computer.sends("/apps/apply/resume/", code=old).status_code == 410

    testing.let_codes_run_out(at=clock.now() - timedelta(seconds=1))
    assert computer.sends("/apps/apply/resume/", code=fresh).status_code == 410


def test_what_the_register_filled_in_is_read_only_by_the_same_person(
    hanako_applies: Applicant, people: dict[str, str]
) -> None:
    hanako = hanako_applies
    hanako.begins()
    code = _code(hanako)

    nobody = Applicant(level=0)
    nobody.sends("/apps/apply/resume/", code=code)
    assert nobody.page.startswith("/me/")
    assert "見本" not in nobody.html
    taro = Applicant(inhabitant=people["taro"])
    assert taro.sends("/apps/apply/resume/", code=code).status_code == 403
    assert testing.codes_unused()


def test_a_form_that_is_given_up_is_gone_at_once(at: object) -> None:
    somebody = Applicant(level=0)
    somebody.begins(RESIDENCE)
    somebody.sends(f"{somebody.form}drop/")

    assert "消しました" in somebody.sees()
    assert testing.how_many() == 0
