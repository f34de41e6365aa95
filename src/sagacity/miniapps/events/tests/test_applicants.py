"""A clerk opens applications, looks after applicants, and every look at names is written down."""

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine

from sagacity.identity.testing import StaffActor
from sagacity.kit.audit import api as audit
from sagacity.messaging import api as messaging
from sagacity.messaging.testing import MailServer, city_mail
from sagacity.miniapps.events.tests.conftest import Publish, key_of, row
from sagacity.reservations import api as reservations

__all__ = ["city_mail"]
pytestmark = pytest.mark.django_db
TERMS = {
    "capacity": "2",
    "waiting_places": "2",
    "most_per_booking": "2",
    "opens_at": "2026-09-14T09:00",
    "closes_at": "2026-09-17T17:00",
    "ends_at": "2026-09-19T23:59",
    "asks": "kana",
    "note": "上ばきを持ってきてください。",
}
Deliver = Callable[..., int]


@pytest.fixture
def mori(autumn: datetime) -> StaffActor:
    """Signs in on the day of the story."""
    return StaffActor("mori", "森 あゆみ", "生涯学習課", ("event_clerk",))


@pytest.fixture
def key(autumn: datetime) -> str:
    return key_of("親子体操")


@pytest.fixture
def desk_of(mori: StaffActor, key: str) -> str:
    """Mori has opened applications; the address of the applicants."""
    mori.sends(f"/desk/events/applicants/{key}/terms/", **TERMS)
    return f"/desk/events/applicants/{key}/"


def _applies(
    key: str, number: int, at: datetime, *, person: str = "", name: str = ""
) -> reservations.Booking:
    return reservations.book(
        subject=key,
        person=person,
        client_key=f"form-{number}",
        contact=reservations.Contact(name or f"住民{number}", "ジュウミン", f"090-0000-{number:04d}"),
        places=1,
        at=at,
    )


def test_a_clerk_finds_an_event_and_opens_applications(mori: StaffActor, key: str, autumn: datetime) -> None:
    assert "受付をつくる" in mori.sees("/desk/events/applicants/", q="親子")
    form = mori.opens(f"/desk/events/applicants/{key}/terms/").content.decode()
    assert 'value="2026-09-18T17:00"' in form  # the evening before, unless the event says otherwise
    assert 'value="2026-09-19T23:59"' in form

    mori.sends(f"/desk/events/applicants/{key}/terms/", **TERMS)

    assert "定員 2人（あと 2人）・キャンセル待ち 2人まで" in mori.sees()
    terms = reservations.offer(subject=key).terms
    assert (terms.asks, terms.note, terms.title) == (("kana",), TERMS["note"], "親子体操")
    assert terms.closes_at == datetime.fromisoformat("2026-09-17T17:00+09:00")
    assert "参加 0/2人" in mori.sees("/desk/events/applicants/")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"closes_at": "2026-09-13T09:00"}, "締め切りが、受付の始まりより前です。"),
        ({"ends_at": "2026-09-16T09:00"}, "催しの終わりが、締め切りより前です。"),
        ({"most_per_booking": "3"}, "定員より多くは申し込めません。"),
    ],
)
def test_senseless_terms_are_refused_at_their_field(
    mori: StaffActor, key: str, wrong: dict[str, str], said: str
) -> None:
    answer = mori.sends(f"/desk/events/applicants/{key}/terms/", **{**TERMS, **wrong})

    assert answer.status_code == 422
    assert said in mori.sees()


def test_more_places_let_the_line_move_up_and_fewer_than_promised_are_refused(
    mori: StaffActor, desk_of: str, key: str, autumn: datetime
) -> None:
    waiting = [_applies(key, number, autumn) for number in range(3)][2]

    mori.sends(f"{desk_of}terms/", **{**TERMS, "capacity": "3"})
    assert reservations.booking(key=waiting.key).state == "booked"

    answer = mori.sends(f"{desk_of}terms/", **TERMS)
    assert answer.status_code == 422
    assert "もう3人分の参加が決まっています。" in mori.sees()


def test_names_are_shown_only_for_a_purpose_that_is_written_down(
    mori: StaffActor, desk_of: str, key: str, autumn: datetime
) -> None:
    _applies(key, 1, autumn)
    offer = reservations.offer(subject=key)
    assert "住民1" not in mori.sees(desk_of)
    assert "reservations.look" not in [line.action for line in audit.about(thing=offer.key)]

    assert "住民1" in mori.sees(desk_of, **{"for": "day"})
    mori.opens(f"{desk_of}list.csv", **{"for": "roster"})
    mori.opens(f"{desk_of}print/", **{"for": "contact"})

    looks = [line for line in audit.about(thing=offer.key) if line.action == "reservations.look"]
    assert [line.purpose for line in looks] == ["申込者への連絡", "名簿の準備", "当日の受付"]
    assert {line.actor for line in looks} == {mori.key}


def test_without_a_purpose_there_is_no_file_and_no_paper(
    mori: StaffActor, desk_of: str, key: str, autumn: datetime
) -> None:
    _applies(key, 1, autumn)

    for way in ("list.csv", "print/"):
        assert "住民1" not in mori.opens(f"{desk_of}{way}").content.decode()


def test_others_have_no_business_here(desk_of: str) -> None:
    koga = StaffActor("koga", "古賀 真理", "情報政策課", ("data_clerk",))

    assert koga.opens(desk_of).status_code == 403
    assert koga.opens(f"{desk_of}list.csv").status_code == 403


def test_a_list_is_searched_sorted_and_turned_over(
    mori: StaffActor, desk_of: str, key: str, autumn: datetime
) -> None:
    mori.sends(f"{desk_of}terms/", **{**TERMS, "capacity": "60"})
    for number in range(60):
        _applies(key, number, autumn, name=f"住民{number:02d}さん")

    assert "住民49さん" in mori.sees(desk_of, **{"for": "day"})
    assert "住民50さん" not in mori.sees()
    assert "住民50さん" in mori.sees(desk_of, **{"for": "day", "page": "2"})
    assert "住民07さん" in mori.sees(desk_of, **{"for": "day", "q": "090-0000-0007"})
    assert "住民08さん" not in mori.sees()
    assert "みつかりませんでした" in mori.sees(desk_of, **{"for": "day", "state": "waiting"})


def test_the_csv_opens_in_excel_and_starts_no_formula(
    mori: StaffActor, desk_of: str, key: str, autumn: datetime
) -> None:
    _applies(key, 1, autumn, name='=HYPERLINK("http://example.com")')

    answer = mori.opens(f"{desk_of}list.csv", **{"for": "roster"})

    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["受付番号", "状態", "順番", "名前"]
    assert rows[1][3] == '\'=HYPERLINK("http://example.com")'
    assert rows[1][5] == "090-0000-0001"


def test_a_caller_is_written_down_once_and_the_number_is_read_out(
    mori: StaffActor, desk_of: str, key: str
) -> None:
    said = {"client_key": "call", "name": "電話の人", "phone": "0952-24-3151", "places": "2"}

    mori.sends(f"{desk_of}add/", **said)
    mori.sends(f"{desk_of}add/", **said)
    assert "受付番号1、参加できます。" in mori.sees()
    mori.sends(f"{desk_of}add/", **{**said, "client_key": "next", "phone": "090-1234-5678"})
    assert "受付番号2、キャンセル待ちの1番目です。" in mori.sees()

    answer = mori.sends(f"{desk_of}add/", **{**said, "client_key": "third", "phone": ""})
    assert answer.status_code == 422
    assert "満員になりました。" in mori.sees()
    assert reservations.offer(subject=key).taken == 2


def test_a_caller_who_moves_up_is_marked_to_be_telephoned(
    mori: StaffActor, desk_of: str, key: str, autumn: datetime
) -> None:
    first, *_others = (_applies(key, number, autumn) for number in range(3))
    assert "電話で伝える" not in mori.sees(desk_of, **{"for": "contact"})

    mori.sends(f"{desk_of}cancel/", booking=first.key, back="for=contact")

    assert "受付番号1を取り消しました。" in mori.sees()
    assert "電話で伝える" in mori.sees()


def test_attendance_is_ticked_on_the_day_and_taken_back(
    mori: StaffActor, desk_of: str, key: str, autumn: datetime
) -> None:
    booking = _applies(key, 1, autumn)

    with time_machine.travel(autumn + timedelta(hours=1), tick=False):
        mori.sends(f"{desk_of}attend/", booking=booking.key, attended="1", back="for=day")
        assert "出席 10:00" in mori.sees()
    assert reservations.tally(subject=key).attended == 1
    mori.sends(f"{desk_of}attend/", booking=booking.key, attended="0", back="for=day")
    assert reservations.tally(subject=key).attended == 0


def test_a_message_reaches_those_who_applied_and_nobody_twice(
    mori: StaffActor, desk_of: str, key: str, autumn: datetime, deliver: Deliver
) -> None:
    booked, waiting = "urn:ngsi-ld:Device:one", "urn:ngsi-ld:Device:two"
    _applies(key, 1, autumn, person=booked)
    _applies(key, 2, autumn)
    _applies(key, 3, autumn, person=waiting)
    deliver()
    page = mori.opens(f"{desk_of}message/").content.decode()
    found = re.search(r'name="client_key" value="(\w+)"', page)
    assert found
    said = {"client_key": found[1], "to": "booked", "title": "持ち物", "body": "水をお持ちください。"}

    mori.sends(f"{desk_of}message/", **said)
    mori.sends(f"{desk_of}message/", **said)
    deliver()

    (letter,) = messaging.inbox(person=booked, at=autumn).letters
    assert letter.notice.title_in("ja") == "持ち物"
    assert letter.notice.written_by == mori.key
    assert messaging.inbox(person=waiting, at=autumn).total == 0


def test_a_message_for_nobody_is_not_sent(mori: StaffActor, desk_of: str, key: str, autumn: datetime) -> None:
    _applies(key, 1, autumn)

    said = {"client_key": "m", "to": "booked", "title": "持ち物", "body": "水"}
    answer = mori.sends(f"{desk_of}message/", **said)

    assert answer.status_code == 422
    assert "端末やメールで伝えられる人がいません。" in mori.sees()


def test_applications_are_stopped_go_on_and_are_called_off_for_good(
    mori: StaffActor, desk_of: str, key: str
) -> None:
    mori.sends(f"{desk_of}state/", state="closed")
    assert "受付を止めています" in mori.sees()
    mori.sends(f"{desk_of}state/", state="open")
    assert "受付中" in mori.sees()

    mori.sends(f"{desk_of}state/", state="cancelled", why="台風のため")
    mori.sends(f"{desk_of}state/", state="open")

    assert "この催しは中止にしました 台風のため" in mori.sees()
    assert reservations.offer(subject=key).cancelled_why == "台風のため"


def test_the_paper_has_a_box_for_each_and_the_line_apart(
    mori: StaffActor, desk_of: str, key: str, autumn: datetime
) -> None:
    for number in range(3):
        _applies(key, number, autumn)

    seen = mori.sees(f"{desk_of}print/", **{"for": "day"})

    assert "参加（2件）" in seen
    assert "キャンセル待ち（1件）" in seen
    assert seen.count("☐") == 2


def test_an_event_that_is_published_as_called_off_takes_its_applications_with_it_and_mails_them(
    desk_of: str, key: str, autumn: datetime, publish: Publish, city_mail: MailServer, deliver: Deliver
) -> None:
    contact = reservations.Contact("花子", "ハナコ", "090-0000-0001", mail="hanako@example.jp")
    reservations.book(subject=key, person="", client_key="form-mail", contact=contact, places=1, at=autumn)
    deliver()

    for _ in range(2):
        publish([row("親子体操", "2026-09-19", 状態="中止"), row("朝市", "2026-09-15")])
        deliver()

    assert reservations.offer(subject=key).state is reservations.OfferState.CANCELLED
    subjects = [str(mail["Subject"]) for mail in city_mail.to("hanako@example.jp")]
    assert [one for one in subjects if "中止" in one] == ["中止になりました：親子体操"]
