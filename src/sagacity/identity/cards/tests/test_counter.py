"""At a counter: somebody without a phone is found with a purpose, gets paper, lets another carry a card."""

import re
from datetime import datetime

import pytest

from sagacity.identity.cards import api as cards
from sagacity.identity.cards import lookups
from sagacity.identity.cards.testing import Phone
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.identity.testing import StaffActor
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.japanese import my_number

LOOKS_LIKE_ONE = f"12345678901{my_number.check_digit('12345678901')}"
ASKED = {"name": "見本花子", "birth_date": "1985-04-01", "purpose": "窓口で紙の市民証を渡す"}


def opens(clerk: StaffActor) -> str:
    """Find Hanako and open her page; says its address."""
    answer = clerk.sends("/staff/cards/", **ASKED)
    assert answer.status_code == 200
    return str(answer.request["PATH_INFO"])  # type: ignore[attr-defined]


def test_a_clerk_finds_somebody_by_name_and_birth_date(clerk: StaffActor, inhabitant: str) -> None:
    where = opens(clerk)

    assert where == f"/staff/cards/{inhabitant}/"
    assert "見本 花子" in clerk.sees()
    assert "窓口で紙の市民証を渡す" in clerk.sees()
    found = [line for line in audit.about(thing=inhabitant) if line.action == "card.find"]
    assert [line.purpose for line in found] == ["窓口で紙の市民証を渡す"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "別人"}, "あてはまる人がいません"),
        ({"birth_date": "1985-04-02"}, "あてはまる人がいません"),
        ({"purpose": "あ"}, "4文字以上"),
        ({"purpose": f"番号 {LOOKS_LIKE_ONE} の件"}, "個人番号"),
        ({"birth_date": "きのう"}, "日付"),
    ],
    ids=["name", "birthday", "purpose", "number", "no day"],
)
def test_what_does_not_fit_opens_nobody(
    change: dict[str, str], said: str, clerk: StaffActor, inhabitant: str
) -> None:
    answer = clerk.sends("/staff/cards/", **{**ASKED, **change})

    assert answer.status_code == 422
    assert said in clerk.sees()
    assert inhabitant not in answer.content.decode()


def test_two_of_one_name_and_birthday_need_an_address(
    clerk: StaffActor, inhabitant: str, at: datetime
) -> None:
    other = register.Entry(
        number="1002", name=HANAKO.name, birth_date=HANAKO.birth_date, address="例示県例示市東町1番1号"
    )
    enrolled(other, at=at)

    clerk.sends("/staff/cards/", **ASKED)
    assert "1人にしぼれません" in clerk.sees()

    clerk.sends("/staff/cards/", **ASKED, address=HANAKO.address)
    assert "見本 花子" in clerk.sees()


def test_without_a_look_up_nobodys_page_opens(clerk: StaffActor, inhabitant: str) -> None:
    assert "市民証の窓口" in clerk.sees(f"/staff/cards/{inhabitant}/")
    assert "見本" not in clerk.sees()
    assert clerk.sends(f"/staff/cards/{inhabitant}/paper/").status_code == 404
    assert clerk.sends(f"/staff/cards/{inhabitant}/end/", card="x" * 22, why="lost").status_code == 404


def test_the_sheet_is_printed_once_and_reads(clerk: StaffActor, inhabitant: str, at: datetime) -> None:
    where = opens(clerk)

    said = clerk.sends(f"{where}paper/").content.decode()

    code = re.search(r"cards-sheet__code\">([^<]+)<", said)
    assert code
    reading = cards.by_short_code(code[1], at=at)
    assert cards.holder(reading.card).inhabitant == inhabitant
    assert "<svg" in said
    assert "style=" not in said.partition("<main")[2].partition("</main")[0]
    [card] = cards.cards_of_inhabitant(inhabitant=inhabitant, at=at)
    clerk.sends(f"{where}end/", card=card.number, why="lost")
    with pytest.raises(cards.Revoked):
        cards.by_short_code(code[1], at=at)


def test_the_card_of_another_is_not_ended_from_this_page(
    clerk: StaffActor, phone: Phone, at: datetime
) -> None:
    other = register.Entry(number="1002", name="見本　次郎", birth_date=HANAKO.birth_date)
    enrolled(other, at=at)
    clerk.sends("/staff/cards/", **{**ASKED, "name": "見本次郎"})
    where = clerk.answer.request["PATH_INFO"]  # type: ignore[union-attr]

    assert clerk.sends(f"{where}end/", card=phone.card.number, why="city").status_code == 404
    assert cards.card(phone.card.number).holds(at)


def test_a_parent_may_carry_a_childs_card(
    clerk: StaffActor, inhabitant: str, resident: policy.Person, at: datetime
) -> None:
    child = enrolled(register.Entry(number="1003", name="見本　太郎", birth_date=at.date()), at=at)
    clerk.sends("/staff/cards/", name="見本太郎", birth_date=str(at.date()), purpose="子どもの市民証の申し出")
    where = f"/staff/cards/{child.key}/"
    asked = {
        "name": "見本花子",
        "birth_date": "1985-04-01",
        "kind": "child",
        "label": "たろう",
        "reason": "母子健康手帳で親子と確認",
    }

    clerk.sends(f"{where}carry/", **asked)
    assert "たろう" in clerk.sees()
    [carriage] = cards.carriages(resident=resident.key, at=at)
    phone = Phone()
    phone.takes_a_card(resident, at=at, carriage=carriage.key)
    assert cards.holder(phone.card.number).inhabitant == child.key

    clerk.sends(f"{where}carry/", **asked)
    assert "もう持つことができます" in clerk.sees()
    clerk.sends(f"{where}carry/end/", carriage=carriage.key)
    with pytest.raises(cards.Revoked):
        cards.read(phone.shows(at=at), at=at)


def test_who_has_no_account_cannot_carry_a_card(clerk: StaffActor, inhabitant: str) -> None:
    where = opens(clerk)

    clerk.sends(
        f"{where}carry/",
        name="見本花子",
        birth_date="1985-04-01",
        kind="proxy",
        label="母",
        reason="委任状で確認",
    )

    assert "本人確認をしていません" in clerk.sees()


def test_a_clerk_of_another_task_sees_nothing(koga: StaffActor, inhabitant: str, at: datetime) -> None:
    assert koga.opens("/staff/cards/").status_code == 403
    with pytest.raises(cards.NotAllowed):
        lookups.find(
            name="見本花子",
            birth_date=HANAKO.birth_date,
            address="",
            purpose="なんとなく",
            by=koga.person,
            at=at,
        )
