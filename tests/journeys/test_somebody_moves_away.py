"""A move reaches the city as a line of a file; the card ends, and every page says what to do next."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import api as cards
from sagacity.identity.cards.testing import Phone, proven_resident
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import policy

HEAD = "連番,異動区分,異動日,宛名番号,氏名,氏名カナ,生年月日,性別,住所,方書,世帯番号\n"
LEAVES = f"3,転出,令和8年6月1日,{HANAKO.number},,,,,,,\n"
COMES_BACK = f"4,転入,令和8年7月1日,{HANAKO.number},見本　花子,,S60.4.1,女,例示市本町1-1,,9001\n"
SAID = {
    "ja": ("この市から引っ越した、という届けがありました", "もう一度確かめてください", "マイナンバーカード"),
    "ja-easy": ("ありました。それで、", "まちがいの ときは、", "<ruby>"),
    "en": ("The city was told that you moved away", "prove it once more", "My Number Card"),
    "zh-hans": ("本市收到了您已迁出的申报", "请重新确认", "个人编号卡"),
    "ko": ("이 시에서 이사하셨다는 신고가 있었습니다", "다시 확인해 주세요", "마이넘버카드"),
    "vi": ("Thành phố nhận được khai báo rằng bạn đã chuyển đi", "hãy xác nhận lại", "thẻ My Number"),
}


@pytest.fixture(autouse=True)
def morning(at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def resident(hanako: Actor, at: datetime, morning: None) -> policy.Person:
    return proven_resident(inhabitant=enrolled(at=at).key, at=at, actor=hanako)


@pytest.fixture
def clerk(staff_with: Callable[..., StaffActor], morning: None) -> StaffActor:
    return staff_with("juki", "resident_clerk", name="住基 太郎")


def hands_in(clerk: StaffActor, line: str) -> None:
    answer = clerk.sends("/staff/register/", file=SimpleUploadedFile("異動.csv", (HEAD + line).encode()))
    assert answer.status_code == 200


def makes(actor: Actor, phone: Phone) -> tuple[int, dict[str, Any]]:
    """What the page of the card on a phone does at one press."""
    ticket = actor.client.get("/apps/card/mine.json").json().get("ticket", "")
    body = {"key": phone.jwk, "ticket": ticket, "proof": phone.proof(ticket), "label": "スマホ"}
    answer = actor.client.post("/apps/card/make/", json.dumps(body), content_type="application/json")
    return answer.status_code, dict(answer.json())


def test_who_moved_away_has_no_card_and_reads_what_to_do_next(
    hanako: Actor, resident: policy.Person, clerk: StaffActor, at: datetime, deliver: Callable[..., int]
) -> None:
    phone = Phone()
    _status, made = makes(hanako, phone)
    number = made["number"]
    phone.issued = cards.IssuedCard(cards.card(number), made["token"], made["handle"], made["code_secret"])
    assert cards.read(phone.shows(at=at), at=at).card == number

    hands_in(clerk, LEAVES)
    deliver()

    with pytest.raises(cards.Revoked):
        cards.read(phone.shows(at=at), at=at)
    assert [number.startswith(one[:10]) for one in cards.status_list(at=at).ended] == [True]
    mine = hanako.client.get("/apps/card/mine.json", {"card": number}).json()
    assert mine["cards"] == {number: {"ended": "left"}}

    status, refused = makes(hanako, Phone())
    assert (status, refused["needs"]) == (403, 2)
    for language, said in SAID.items():
        page = hanako.client.get(unquote(refused["next_step"]), headers={"accept-language": language})
        assert [words for words in said if words not in page.content.decode()] == [], language
    assert hanako.opens("/apps/garbage/").status_code == 200


def test_who_comes_back_proves_it_once_and_has_a_card_again(
    hanako: Actor, resident: policy.Person, clerk: StaffActor, at: datetime, deliver: Callable[..., int]
) -> None:
    inhabitant = accounts.resident(resident.key).inhabitant
    hands_in(clerk, LEAVES)
    deliver()
    assert makes(hanako, Phone())[0] == 403
    assert "引っ越した、という届け" in hanako.sees("/me/")

    hands_in(clerk, COMES_BACK)
    accounts.raise_identity(
        resident=resident.key,
        inhabitant=inhabitant,
        how=accounts.Proof.COUNTER,
        level=accounts.Level.CARD,
        at=at,
    )

    assert makes(hanako, Phone())[0] == 200
    assert "引っ越した、という届け" not in hanako.sees("/me/")
