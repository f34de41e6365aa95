from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sagacity.identity.register.tests.test_differential import COMES, HEAD
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit.ui import api as ui


@pytest.fixture
def tokunaga(staff_with: Callable[..., StaffActor]) -> StaffActor:
    return staff_with("tokunaga", "resident_clerk")


def _file(content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("異動.csv", content.encode("cp932"))


def test_a_clerk_takes_a_file_in_and_reads_its_report(tokunaga: StaffActor) -> None:
    tokunaga.sends("/staff/register/", file=_file(HEAD + COMES + COMES.replace("女", "猫")))

    assert "性別は 男・女" in tokunaga.sees()
    assert "異動.csv" in tokunaga.sees("/staff/register/")


def test_the_same_file_again_is_told(tokunaga: StaffActor) -> None:
    tokunaga.sends("/staff/register/", file=_file(HEAD + COMES))
    tokunaga.sends("/staff/register/", file=_file(HEAD + COMES))

    assert "前に受け取っています" in tokunaga.sees()


def test_a_file_with_a_forbidden_column_says_what_to_do(tokunaga: StaffActor) -> None:
    answer = tokunaga.sends("/staff/register/", file=_file("個人番号\n"))

    assert answer.status_code == 422
    assert "その列を除いて" in tokunaga.sees()


def test_nobody_else_sees_the_page(koga: StaffActor, hanako: Actor) -> None:
    assert koga.opens("/staff/register/").status_code == 403
    assert "職員サインイン" in hanako.sees("/staff/register/")


def test_every_text_has_its_english() -> None:
    assert ui.missing_strings(package="sagacity.identity.register", staff_only=True) == []
