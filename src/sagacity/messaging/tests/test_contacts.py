"""An address that somebody gave for one matter: told by mail alone, never with the whole city."""

from collections import deque
from datetime import timedelta

from sagacity.messaging import api as messaging
from sagacity.messaging import contacts, models
from sagacity.messaging.providers.demo_mail import MailServer
from sagacity.messaging.tests.city_post import Post

HANAKO = "hanako@example.jp"


def tells(post: Post, key: str = "booked 1", address: str = HANAKO) -> messaging.Notice | None:
    with post.clock():
        draft = post.crier.draft("受け付けました", loudness=messaging.Loudness.NORMAL, url="/apps/events/")
        said = messaging.mail_contact(
            client_key=key, address=address, language="ja", draft=draft, app="events", at=post.now
        )
        post.deliver()
    return said


def test_a_contact_is_told_once_and_the_record_proves_it(post: Post, mails: MailServer) -> None:
    tells(post)
    tells(post)

    (mail,) = mails.to(HANAKO)
    sent = models.Delivery.objects.get(person__key=contacts.key_of(HANAKO), channel="mail")
    assert (sent.state, sent.tries) == ("sent", 1)
    assert f"delivery-{sent.pk}@" in mail["Message-ID"]
    assert "/apps/events/" in mail.get_content()


def test_a_mail_rings_nobody_and_need_not_wait_for_the_morning(post: Post, mails: MailServer) -> None:
    post.now += timedelta(hours=14)  # eleven at night

    tells(post)

    assert len(mails.to(HANAKO)) == 1


def test_what_is_said_to_the_whole_city_never_goes_to_a_contact(post: Post, mails: MailServer) -> None:
    tells(post)

    post.says("みなさんへ")

    assert messaging.reach(audience=messaging.Audience()).people == 0
    assert [mail["Subject"] for mail in mails.to(HANAKO)] == ["受け付けました"]


def test_an_address_where_nobody_lives_is_not_tried_again(post: Post, mails: MailServer) -> None:
    mails.answers[HANAKO] = deque(["550 5.1.1 no such mailbox"])
    tells(post)

    tells(post, "promoted 1")

    assert mails.to(HANAKO) == []


def test_an_address_is_forgotten_when_nothing_holds_any_more(post: Post, mails: MailServer) -> None:
    tells(post)

    assert contacts.forget_contacts(at=post.now + timedelta(days=6)) == 0
    assert contacts.forget_contacts(at=post.now + timedelta(days=8)) == 1
    assert not models.Endpoint.objects.filter(address=HANAKO).exists()


def test_without_a_mail_server_or_for_no_address_nothing_is_kept(post: Post, mails: MailServer) -> None:
    assert tells(post, address="nobody") is None
    with post.clock():
        assert not models.Person.objects.exists()
