"""From a published notice to every phone it is for, once; and what becomes of those that are not there."""

import secrets
from datetime import time, timedelta

import pytest
from pytest_django import Settings

from sagacity.messaging import api as messaging
from sagacity.messaging import models, receipts
from sagacity.messaging.delivering import sending, spread
from sagacity.messaging.providers import chosen
from sagacity.messaging.testing import APPROVER, WRITER, device
from sagacity.messaging.tests.city_post import Post

NIGHT = {"hours": 14}  # from nine in the morning to eleven at night


def test_a_notice_rings_where_it_is_for_and_nowhere_else(post: Post, towns: dict[str, str]) -> None:
    post.meets("hanako", "taro")
    post.crier.marks("hanako", district=[towns["みなと一丁目"]])
    post.crier.marks("taro", district=[towns["やま町大字うえ"]])

    notice = post.says(audience=messaging.Audience(school_districts=("みなと小校区",)))

    assert post.titles("hanako") == ["給水のお知らせ"]
    assert post.titles("taro") == []
    assert post.record(notice, "hanako") == {"inbox": "sent", "push": "sent"}
    assert post.record(notice, "taro") == {}


def test_the_phone_is_handed_what_the_service_worker_needs(post: Post) -> None:
    post.meets("hanako")
    notice = post.says(loudness=messaging.Loudness.URGENT)

    (message,) = post.browsers["hanako"].box.waiting.values()
    said = post.browsers["hanako"].read(message.body)
    assert {**said, "receipt": ""} == {
        "id": notice,
        "title": "給水のお知らせ",
        "body": "給水車が公民館に来ます。",
        "url": f"/apps/notices/{notice}/",
        "lang": "ja",
        "loud": "urgent",
        "receipt": "",
        "expires": "2026-09-22T00:00:00+00:00",
    }
    assert (message.urgency, message.ttl) == ("high", 7 * 24 * 3600)
    assert len(message.topic) == 32


def test_asking_for_the_same_sending_again_sends_nothing_twice(post: Post) -> None:
    post.meets("hanako")
    first = post.says(key="form 7")
    again = messaging.write(client_key="form 7", draft=post.crier.draft(), by=WRITER, at=post.now)
    with pytest.raises(messaging.NotNow):
        messaging.submit(notice=again.key, by=WRITER, at=post.now)
    for batch in models.Batch.objects.all():
        sending.send(batch=batch.pk, at=post.now)
    spread.everybody(notice=first, at=post.now)
    models.Notice.objects.update(spread_to=0, spread_at=None)
    spread.everybody(notice=first, at=post.now)
    post.passes(hours=1)

    assert again.key == first
    assert post.browsers["hanako"].box.requests == 1
    assert models.Delivery.objects.count() == 2


def test_a_quiet_notice_lies_in_the_inbox_and_rings_nobody(post: Post) -> None:
    post.meets("hanako")
    notice = post.says(loudness=messaging.Loudness.QUIET)

    assert post.record(notice, "hanako") == {"inbox": "sent"}
    assert post.service.requests == 0


def test_a_receipt_of_the_phone_is_kept_and_cannot_be_made_up(post: Post) -> None:
    post.meets("hanako")
    notice = post.says()
    (said,) = post.browsers["hanako"].shown()

    for nonsense in ("", "x", "é", said["receipt"][:-2], "A" * 27, "A" * 5000):
        assert not receipts.received(receipt=nonsense, at=post.now)
    assert post.record(notice, "hanako")["push"] == "sent"
    assert receipts.received(receipt=said["receipt"], at=post.now)
    assert receipts.received(receipt=said["receipt"], at=post.now + timedelta(days=1))

    assert post.record(notice, "hanako")["push"] == "received"
    assert models.Delivery.objects.get(channel="push").received_at == post.now


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_asked_no_more(post: Post, status: int) -> None:
    post.meets("hanako")
    post.answers("hanako", status)
    notice = post.says()

    assert post.record(notice, "hanako") == {"inbox": "sent", "push": f"failed http_{status}"}
    (endpoint,) = messaging.endpoints(person=device("hanako"))
    assert (endpoint.state, endpoint.retired_why) == (messaging.EndpointState.RETIRED, f"http_{status}")
    assert models.Endpoint.objects.get().retired_at is not None
    post.says("二つ目")
    assert post.browsers["hanako"].box.requests == 1


@pytest.mark.parametrize("status", [400, 403, 413, 302])
def test_a_letter_that_is_refused_is_not_tried_again(post: Post, status: int) -> None:
    post.meets("hanako")
    post.answers("hanako", status)
    notice = post.says()
    post.passes(hours=2)

    assert post.record(notice, "hanako")["push"] == f"failed http_{status}"
    assert post.browsers["hanako"].box.requests == 1
    assert messaging.endpoints(person=device("hanako"))[0].state == messaging.EndpointState.ACTIVE


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_push_service_in_trouble_is_asked_again_later_and_later(post: Post, status: int) -> None:
    post.meets("hanako")
    post.answers("hanako", status, status, status)
    notice = post.says()
    asked = [post.browsers["hanako"].box.requests]
    for minutes in (0.4, 0.2, 1.0, 1.2, 9.0, 1.2):
        post.passes(minutes=minutes)
        asked.append(post.browsers["hanako"].box.requests)

    assert asked == [1, 1, 2, 2, 3, 3, 4]
    assert post.titles("hanako") == ["給水のお知らせ"]
    assert post.record(notice, "hanako")["push"] == "sent"


@pytest.mark.parametrize("retry_after", ["600", "Tue, 15 Sep 2026 00:10:00 GMT"])
def test_who_is_asked_for_patience_waits(post: Post, retry_after: str) -> None:
    post.meets("hanako")
    post.answers("hanako", 429, retry_after=retry_after)
    post.says()
    post.passes(minutes=9)
    assert post.browsers["hanako"].box.requests == 1
    post.passes(minutes=2)
    assert post.browsers["hanako"].box.requests == 2


def test_nobody_listening_is_no_reason_to_give_up(post: Post) -> None:
    post.meets("hanako")
    models.Endpoint.objects.update(address="http://127.0.0.1:9/push/hanako")
    notice = post.says()

    row = models.Delivery.objects.get(notice__key=notice, channel="push")
    assert (row.state, row.tries) == ("waiting", 1)
    assert row.due_at is not None
    assert 29 < (row.due_at - post.now).total_seconds() < 32


def test_quiet_hours_put_a_message_off_until_the_morning(post: Post) -> None:
    post.meets("hanako", "taro", "jiro")
    for name, begin, end in (("taro", time(0), time(0)), ("jiro", time(23, 30), time(5))):
        wishes = messaging.Preferences(quiet_from=begin, quiet_until=end)
        messaging.prefer(person=device(name), preferences=wishes, at=post.now)
    post.now += timedelta(**NIGHT)
    notice = post.says()

    assert [len(post.titles(name)) for name in ("hanako", "taro", "jiro")] == [0, 1, 1]
    assert post.record(notice, "hanako") == {"inbox": "sent", "push": "waiting"}
    post.passes(hours=7, minutes=59)
    assert post.titles("hanako") == []
    post.passes(minutes=1)
    assert post.titles("hanako") == ["給水のお知らせ"]


def test_what_is_over_before_the_morning_does_not_ring(post: Post) -> None:
    post.meets("hanako")
    post.now += timedelta(**NIGHT)
    notice = post.says(expires_at=post.now + timedelta(hours=3))
    post.passes(hours=9)

    assert post.record(notice, "hanako") == {"inbox": "sent", "push": "held quiet"}
    assert post.titles("hanako") == []


def test_more_than_a_person_wants_a_day_is_held_and_counted_without_counting_rows(post: Post) -> None:
    post.meets("hanako", most_per_day=2)
    sent = [post.says(f"{number}通目") for number in range(4)]
    models.Delivery.objects.filter(notice__key=sent[0]).delete()  # forgotten rows change nothing
    sent.append(post.says("五通目"))

    assert [post.record(notice, "hanako").get("push") for notice in sent] == [
        None, "sent", "held cap", "held cap", "held cap",
    ]  # fmt: skip
    post.passes(days=1)
    assert post.record(post.says("翌日"), "hanako")["push"] == "sent"


def test_a_reminder_counts_too_and_what_is_urgent_passes(post: Post) -> None:
    post.meets("hanako", most_per_day=1)
    with post.clock():
        messaging.remind(
            client_key="garbage 15",
            app="garbage",
            draft=post.crier.draft(
                audience=messaging.Audience(people=(device("hanako"),)), loudness=messaging.Loudness.NORMAL
            ),
            at=post.now,
        )
        post.deliver()
    held = post.says()
    post.now += timedelta(**NIGHT)
    urgent = post.says("避難", loudness=messaging.Loudness.URGENT)

    assert post.record(held, "hanako")["push"] == "held cap"
    assert post.record(urgent, "hanako")["push"] == "sent"
    assert sorted(post.titles("hanako")) == ["給水のお知らせ", "避難"]


def test_what_was_taken_back_does_not_leave(post: Post) -> None:
    post.meets("hanako")
    post.answers("hanako", 500)
    notice = post.says()
    with post.clock():
        messaging.recall(notice=notice, why="まちがい", by=APPROVER, at=post.now)
        post.deliver()
    post.passes(hours=1)

    assert post.record(notice, "hanako")["push"] == "cancelled recalled"
    assert post.titles("hanako") == []


def test_a_worker_killed_between_sending_and_writing_shows_nothing_twice(post: Post) -> None:
    post.meets("hanako", "taro")
    notice = post.says()
    batch = models.Batch.objects.get()
    # What the database looks like when a worker died after the push service had taken it.
    hanako = models.Delivery.objects.filter(person__key=device("hanako"), channel="push")
    hanako.update(state="sending", sent_at=None)

    with post.clock():
        sending.send(batch=batch.pk, at=post.now)

    box = post.browsers["hanako"].box
    assert (box.requests, box.replaced, len(box.waiting)) == (2, 1, 1)
    assert [said["id"] for said in post.browsers["hanako"].shown()] == [notice]
    assert post.browsers["taro"].box.requests == 1


def test_a_batch_that_nobody_sends_any_more_is_found(post: Post) -> None:
    post.meets("hanako")
    notice = post.says()
    models.Delivery.objects.filter(channel="push").update(state="sending")
    models.Batch.objects.update(done_at=None)
    post.passes(minutes=1)
    assert post.record(notice, "hanako")["push"] == "sending"
    post.passes(minutes=2)
    assert post.record(notice, "hanako")["push"] == "sent"


def test_a_person_with_a_new_browser_is_reached_there(post: Post) -> None:
    post.meets("hanako")
    post.answers("hanako", 500)
    notice = post.says()
    old = post.browsers["hanako"]
    post.meets("hanako")
    post.browsers["hanako"].service.mailboxes["/push/new"] = post.browsers["hanako"].box
    models.Endpoint.objects.filter(state="active").update(address=f"{post.origin}/push/new")
    post.passes(minutes=1)

    assert post.record(notice, "hanako")["push"] == "sent"
    assert old.box is post.browsers["hanako"].box


def test_languages_are_those_of_the_readers(post: Post) -> None:
    post.meets("hanako")
    post.meets("linh", language="vi")
    post.says(body={"ja": "水", "vi": "Nước"})
    post.crier.draft()

    assert post.browsers["hanako"].shown()[0]["body"] == "水"
    assert post.browsers["linh"].shown()[0]["body"] == "Nước"


def test_a_browser_that_knows_an_older_key_of_the_city_is_reached_by_it(
    post: Post, settings: Settings
) -> None:
    old = chosen.signer().public
    settings.VAPID_KEY_FALLBACKS, settings.VAPID_KEY = [settings.VAPID_KEY], secrets.token_urlsafe(48)
    post.meets("hanako", "taro")
    post.answers("hanako", 403)

    post.says()

    assert post.titles("hanako") == post.titles("taro") == ["給水のお知らせ"]
    assert [post.browsers[name].box.requests for name in ("hanako", "taro")] == [2, 1]
    assert any(old in shown for shown in post.service.good_tokens)
