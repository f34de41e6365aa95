from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sagacity.identity import api as identity
from sagacity.kit import clock


@pytest.mark.django_db
def test_the_first_administrator_is_made_at_the_shell() -> None:
    said = StringIO()

    call_command("add_staff", "kanri", "管理 一郎", stdout=said)

    person = identity.person(login="kanri", at=clock.now())
    assert person.may(identity.STAFF_MANAGE)
    login, password = said.getvalue().split()
    assert login == "kanri"
    assert len(password) >= 16


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("kanri", "二人目"), "already"),
        (("K A N R I", "名前"), "small letters"),
        (("ok", "名前", "--role", "king"), "there is no role"),
    ],
)
def test_what_cannot_be_made_is_said(words: tuple[str, ...], said: str) -> None:
    call_command("add_staff", "kanri", "管理 一郎", stdout=StringIO())

    with pytest.raises(CommandError, match=said):
        call_command("add_staff", *words)
