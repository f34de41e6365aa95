"""A clerk opens a record; its owner reads who looked and asks; the auditor answers."""

from collections.abc import Callable
from datetime import datetime

import pytest

from sagacity.identity.accounts import api as accounts
from sagacity.identity.accounts.testing import ResidentAt
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock, keeping, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.ui.missing import missing_strings
from sagacity.miniapps.looks import questions

pytestmark = pytest.mark.django_db(transaction=True)
FOUR = frozenset({register.ColumnGroup.FOUR_FACTS})
CLERK = policy.Person(
    key="urn:ngsi-ld:Staff:koga",
    name="古賀 窓口",
    kind="staff",
    division="市民課",
    permissions=frozenset({"register.facts"}),
)


@pytest.fixture
def auditor(staff_with: Callable[..., StaffActor]) -> StaffActor:
    return staff_with("kiyama", "administrator", name="基山 監査")


@pytest.fixture
def hanako(resident_at: ResidentAt, at: datetime) -> Actor:
    """Verified, and in the register under the person the account was proven to be."""
    return resident_at(2, inhabitant=enrolled(at=at).key)


def resident() -> accounts.Resident:
    someone = register.match(
        name=HANAKO.name, birth_date=HANAKO.birth_date, sex=HANAKO.sex, address=HANAKO.address
    )
    found = accounts.resident_of_inhabitant(someone.inhabitant)
    assert found, "nobody has proven to be Hanako yet"
    return found


def opened(purpose: str = "住民票の交付のため") -> None:
    register.facts(
        key=resident().inhabitant, by=CLERK, purpose=purpose, groups=FOUR, channel="counter", at=clock.now()
    )


def test_the_owner_reads_division_purpose_and_what_was_seen_but_no_name(hanako: Actor) -> None:
    opened()

    page = hanako.sees("/apps/looks/")

    assert "市民課" in page
    assert "住民票の交付のため" in page
    assert "名前・生年月日・性別・住所" in page
    assert "窓口" in page
    assert "古賀" not in page


def test_an_attempt_that_was_refused_is_no_look(hanako: Actor) -> None:
    nobody = policy.Person(key="x", name="x", kind="staff", division="税務課")
    with pytest.raises(register.NotAllowed):
        register.facts(
            key=resident().inhabitant,
            by=nobody,
            purpose="気になったので",
            groups=FOUR,
            channel="desk",
            at=clock.now(),
        )

    assert "まだ、だれも見ていません" in hanako.sees("/apps/looks/")
    (line,) = [line for line in audit.latest() if line.action == "register.refused"]
    assert (line.subject, line.division) == (resident().inhabitant, "税務課")


def test_a_question_reaches_the_auditor_and_the_answer_its_asker(hanako: Actor, auditor: StaffActor) -> None:
    opened()
    (look,) = audit.looks_at(subjects=questions.subjects_of(resident()), at=clock.now())
    hanako.sends(f"/apps/looks/{look.number}/ask/", text="この日は市役所へ行っていません")
    assert "市が調べています" in hanako.sees()

    assert "この日は市役所へ" in auditor.sees("/desk/looks/")
    key = questions.listed(is_open=True)[0].key
    assert "古賀 窓口" in auditor.sees(f"/desk/looks/{key}/")
    auditor.sends(f"/desk/looks/{key}/", text="郵便での請求に答えるために開きました。")

    page = hanako.sees("/apps/looks/")
    assert "郵便での請求" in page
    assert "基山" not in page
    assert "待っている質問はありません" in auditor.sees("/desk/looks/")
    assert "この日は市役所へ" in auditor.sees("/desk/looks/", state="answered")


def test_a_second_answer_does_not_hide_the_first(hanako: Actor, auditor: StaffActor) -> None:
    opened()
    (look,) = audit.looks_at(subjects=questions.subjects_of(resident()), at=clock.now())
    hanako.sends(f"/apps/looks/{look.number}/ask/", text="なぜですか")
    hanako.sends(f"/apps/looks/{look.number}/ask/", text="二度目")
    (asked,) = questions.listed(is_open=True)
    assert asked.text == "なぜですか"
    auditor.sends(f"/desk/looks/{asked.key}/", text="一つ目")
    auditor.sends(f"/desk/looks/{asked.key}/", text="二つ目")

    assert "先に答えました" in auditor.sees()
    assert questions.question(asked.key).answer == "一つ目"


def test_nobody_asks_about_a_look_at_somebody_else(hanako: Actor) -> None:
    audit.record(actor=CLERK, action="register.read", thing="t", at=clock.now(), subject="urn:ngsi-ld:I:taro")
    number = audit.latest()[0].number

    assert hanako.opens(f"/apps/looks/{number}/ask/").status_code == 404
    assert hanako.sends(f"/apps/looks/{number}/ask/", text="だれ").status_code == 404


def test_whoever_has_not_signed_in_is_led_to_signing_in(resident_at: ResidentAt) -> None:
    newcomer = Actor()

    answer = newcomer.client.get("/apps/looks/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/me/")


def test_an_empty_question_says_what_is_missing(hanako: Actor) -> None:
    opened()
    (look,) = audit.looks_at(subjects=questions.subjects_of(resident()), at=clock.now())

    answer = hanako.sends(f"/apps/looks/{look.number}/ask/", text="")

    assert answer.status_code == 422
    assert "入力を確かめてください" in hanako.sees()


def test_questions_are_shown_and_erased_with_everything_else(hanako: Actor) -> None:
    opened()
    (look,) = audit.looks_at(subjects=questions.subjects_of(resident()), at=clock.now())
    questions.ask(resident=resident(), line=look.number, text="なぜ", at=clock.now())
    key = resident().key
    assert keeping.everything_kept(person=key)["looks"]["questions"][0]["question"] == "なぜ"

    keeping.forget_everywhere(person=key)

    assert questions.count(is_open=True) == 0


def test_many_looks_come_page_by_page(hanako: Actor) -> None:
    for number in range(23):
        opened(purpose=f"照会への回答 {number:02}")

    assert "照会への回答 22" in hanako.sees("/apps/looks/")
    second = hanako.sees("/apps/looks/", page=2)
    assert "照会への回答 02" in second
    assert "照会への回答 03" not in second


@pytest.mark.parametrize("language", ["en", "ja-easy", "zh-hans", "ko", "vi"])
def test_the_page_speaks_six_languages(hanako: Actor, language: str) -> None:
    opened()
    hanako.client.cookies["sagacity_language"] = language

    page = hanako.sees("/apps/looks/")

    assert "住民票の交付のため" in page  # what a clerk wrote stands as it was written
    assert "わたしの情報を見た記録" not in page


def test_nothing_is_left_untranslated() -> None:
    pages = ("templates/looks/staff_listed.html", "templates/looks/staff_one.html")
    staff = ("staff_views.py", "staff_forms.py", *pages)
    assert missing_strings(package="sagacity.miniapps.looks", staff_files=staff) == []
