"""Whoever is not reached by one channel is told by the next, in time, once; figures show each."""

from collections import deque
from datetime import timedelta

import aiohttp
import pytest
from pytest_django import Settings

from sagacity.messaging import api as messaging
from sagacity.messaging import mail_addresses, models, receipts
from sagacity.messaging.delivering import sending
from sagacity.messaging.providers import chosen, demo_push, wire
from sagacity.messaging.providers.demo_line import LineService
from sagacity.messaging.providers.demo_mail import MailServer
from sagacity.messaging.testing import APPROVER, device
from sagacity.messaging.tests.city_post import Post

ORDER = {"channels": ("push", "mail", "line")}


def has_line(post: Post, *names: str) -> None:
    for name in names:
        person, _ = models.Person.objects.get_or_create(
            key=device(name), defaults={"created_at": post.now, "changed_at": post.now}
        )
        account = f"U{name}"
        person.endpoints.create(
            channel="line", address=account, address_hash=account, state="active", created_at=post.now
        )


def test_a_browser_that_is_gone_falls_back_to_mail_at_once(post: Post, mails: MailServer) -> None:
    post.meets("hanako", **ORDER)
    post.has_mail("hanako")
    post.answers("hanako", 410)
    notice = post.says()

    assert post.record(notice, "hanako") == {"inbox": "sent", "push": "failed http_410", "mail": "sent"}
    assert [mail["Subject"] for mail in mails.to("hanako@example.jp")] == ["給水のお知らせ"]


def test_a_service_in_trouble_is_left_before_the_deadline_and_figures_show_it(
    post: Post, mails: MailServer
) -> None:
    post.meets("hanako", "taro", "jiro", **ORDER)
    post.has_mail("hanako")
    post.answers("hanako", *[500] * 20)
    post.answers("taro", *[500] * 20)
    notice = post.says(useful_until=post.now + timedelta(hours=1))
    for _ in range(44):
        post.passes(minutes=1)

    # Half a minute, two, ten: the next would come after the margin. Whoever has no mail is tried to the end.
    assert post.record(notice, "hanako") == {"inbox": "sent", "push": "failed http_500", "mail": "sent"}
    assert post.record(notice, "taro") == {"inbox": "sent", "push": "failed http_500"}
    assert len(mails.to("hanako@example.jp")) == 1
    figures = messaging.figures(notice=notice, at=post.now)
    assert {one.channel: dict(one.states) for one in figures.channels} == {
        "inbox": {"sent": 3},
        "push": {"failed": 2, "sent": 1},
        "mail": {"sent": 1},
    }
    assert {one.channel: dict(one.why) for one in figures.channels}["push"] == {"http_500": 2}


def test_a_push_service_that_does_not_answer_is_asked_again_and_then_followed_by_a_mail(
    post: Post, mails: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "PATIENCE", aiohttp.ClientTimeout(total=0.2))
    post.meets("hanako", "taro", **ORDER)
    post.has_mail("hanako")
    post.answers("hanako", *[demo_push.SILENCE] * 20)
    begun = post.now
    notice = post.says(useful_until=begun + timedelta(hours=1))
    box = post.browsers["hanako"].box

    assert post.record(notice, "hanako") == {"inbox": "sent", "push": "waiting"}
    assert post.record(notice, "taro") == {"inbox": "sent", "push": "sent"}
    for wait, tries in ((30, 2), (120, 3)):
        waiting = models.Delivery.objects.get(channel="push", state="waiting")
        assert waiting.due_at is not None
        assert timedelta(seconds=wait) <= waiting.due_at - post.now < timedelta(seconds=wait + 5)
        post.passes(seconds=wait - 1)
        assert box.requests == tries - 1
        post.passes(seconds=6)
        assert box.requests == tries
    assert mails.taken == []
    while post.now < begun + timedelta(minutes=45):
        post.passes(minutes=1)

    assert post.record(notice, "hanako") == {"inbox": "sent", "push": "failed time_out", "mail": "sent"}
    assert len(mails.to("hanako@example.jp")) == 1
    figures = messaging.figures(notice=notice, at=post.now)
    assert {one.channel: dict(one.why) for one in figures.channels} == {
        "inbox": {},
        "push": {"time_out": 1},
        "mail": {},
    }


def test_a_phone_that_says_nothing_in_time_is_followed_by_a_mail_once(post: Post, mails: MailServer) -> None:
    post.meets("hanako", "taro", **ORDER)
    post.has_mail("hanako")
    post.has_mail("taro")
    notice = post.says(useful_until=post.now + timedelta(hours=4))
    (said,) = post.browsers["taro"].shown()
    receipts.received(receipt=said["receipt"], at=post.now)

    post.passes(hours=3, minutes=44)
    assert mails.taken == []
    for _ in range(3):
        post.passes(minutes=1)

    assert [mail["To"] for mail in mails.taken] == ["hanako@example.jp"]
    assert post.record(notice, "hanako") == {"inbox": "sent", "push": "sent", "mail": "sent"}
    assert post.record(notice, "taro") == {"inbox": "sent", "push": "received"}


def test_without_a_last_useful_time_a_silent_phone_is_believed(post: Post, mails: MailServer) -> None:
    post.meets("hanako", **ORDER)
    post.has_mail("hanako")
    post.says()
    post.passes(days=6)

    assert mails.taken == []


def test_a_way_that_ends_nowhere_is_written_down(post: Post, mails: MailServer, line: LineService) -> None:
    post.meets("hanako", **ORDER)
    post.has_mail("hanako")
    has_line(post, "hanako")
    post.answers("hanako", 404)
    mails.answers["hanako@example.jp"] = deque(["550 5.1.1 no such mailbox"])
    line.answers.append((403, "{}"))
    notice = post.says()

    assert post.record(notice, "hanako") == {
        "inbox": "sent",
        "push": "failed http_404",
        "mail": "failed smtp_550",
        "line": "failed http_403",
    }
    states = {one.channel: one.state.value for one in messaging.endpoints(person=device("hanako"))}
    assert states == {"push": "retired", "mail": "retired", "line": "active"}


def test_a_mail_says_what_it_must_and_smuggles_nothing(post: Post, mails: MailServer) -> None:
    post.crier.topic("mizu")
    post.has_mail("hanako")
    messaging.follow(person=device("hanako"), topic="mizu", language="ja", at=post.now)
    title = "給水のお知らせ（とても長い題名）" * 6 + "\r\nBcc: thief@example.com"
    notice = post.says(title, topic="mizu", audience=messaging.Audience(topics=("mizu",)))

    (mail,) = mails.taken
    delivery = models.Delivery.objects.get(channel="mail")
    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("給水のお知らせ（とても長い題名）給水")
    assert mail["From"] == "お知らせ係 <no-reply@city.example.jp>"
    assert mail["Message-ID"] == f"<delivery-{delivery.pk}@localhost>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip("<>").startswith("http://localhost:8000/messaging/stop/")
    assert mail.get_content_type() == "text/plain"
    text = mail.get_content()
    assert "給水車が公民館に来ます。" in text
    assert f"http://localhost:8000/apps/notices/{notice}/" in text
    assert all(len(line) <= 998 for line in mail.as_bytes().splitlines())


@pytest.mark.parametrize(
    ("answer", "record", "state"),
    [
        ("451 4.3.0 try later", "waiting", "active"),
        ("550 5.1.1 unknown", "failed smtp_550", "retired"),
        ("554 5.7.1 refused", "failed smtp_554", "active"),
    ],
)
def test_what_a_mail_server_says_is_understood(
    post: Post, mails: MailServer, answer: str, record: str, state: str
) -> None:
    post.has_mail("hanako")
    mails.answers["hanako@example.jp"] = deque([answer])
    notice = post.says()

    assert post.record(notice, "hanako")["mail"] == record
    assert messaging.endpoints(person=device("hanako"))[0].state.value == state
    post.passes(minutes=1)
    assert len(mails.taken) == (1 if record == "waiting" else 0)


def test_one_connection_carries_a_batch_of_mails(post: Post, mails: MailServer) -> None:
    for number in range(45):
        post.has_mail(f"person{number}")
    post.says()

    assert (len(mails.taken), mails.connections) == (45, 1)


def test_a_mail_server_that_is_away_is_asked_again(post: Post, settings: Settings) -> None:
    settings.MAIL_URL, settings.MAIL_FROM = "smtp://127.0.0.1:9", "a@example.jp"
    post.has_mail("hanako")
    notice = post.says()

    assert post.record(notice, "hanako")["mail"] == "waiting"
    assert not chosen.check_of("mail").ok


def test_six_digits_travel_by_mail(post: Post, mails: MailServer) -> None:
    with post.clock():
        messaging.ask_mail(person=device("hanako"), address="hanako@Example.jp", language="en", at=post.now)
        post.deliver()
    (mail,) = mails.to("hanako@example.jp")
    code = mail["Subject"].rpartition(" ")[2]

    messaging.confirm_mail(person=device("hanako"), code=code, at=post.now)

    assert "Type this code" in mail.get_content()
    assert timedelta(minutes=30) == mail_addresses.GOOD_FOR
    assert [one.state.value for one in messaging.endpoints(person=device("hanako"))] == ["active"]


def test_line_gets_one_request_for_many_and_none_twice(post: Post, line: LineService) -> None:
    has_line(post, "hanako", "taro")
    line.lose_answers = 1
    notice = post.says()
    assert post.record(notice, "hanako")["line"] == "waiting"
    post.passes(minutes=1)

    assert post.record(notice, "hanako")["line"] == "sent"
    assert {name: len(texts) for name, texts in line.got.items()} == {"Uhanako": 1, "Utaro": 1}
    assert line.requests == 2
    assert "給水車が公民館に来ます。" in line.got["Uhanako"][0]
    for batch in models.Batch.objects.all():
        sending.send(batch=batch.pk, at=post.now)
    assert line.requests == 2


def test_an_account_line_does_not_know_spoils_nothing_for_others(post: Post, line: LineService) -> None:
    has_line(post, *[f"p{number}" for number in range(9)])
    line.unknown = {"Up3"}
    notice = post.says()

    assert post.record(notice, "p3")["line"] == "failed http_400"
    assert sorted(line.got) == [f"Up{number}" for number in range(9) if number != 3]


@pytest.mark.parametrize(
    ("answer", "record"),
    [
        ((429, "{}"), "waiting"),
        ((429, "You have reached your monthly limit."), "failed monthly_limit"),
    ],
)
def test_line_that_has_enough_is_believed(
    post: Post, line: LineService, answer: tuple[int, str], record: str
) -> None:
    has_line(post, "hanako")
    line.answers.append(answer)
    notice = post.says()

    assert post.record(notice, "hanako")["line"] == record
    assert chosen.check_of("line").ok


def test_recalled_before_the_fall_back_nothing_more_is_sent(post: Post, mails: MailServer) -> None:
    post.meets("hanako", **ORDER)
    post.has_mail("hanako")
    notice = post.says(useful_until=post.now + timedelta(hours=4))
    with post.clock():
        messaging.recall(notice=notice, why="まちがい", by=APPROVER, at=post.now)
    post.passes(hours=3, minutes=50)

    assert mails.taken == []
