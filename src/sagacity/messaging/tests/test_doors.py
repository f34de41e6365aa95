"""The doors without a person behind them: receipts, new addresses, LINE, one tap to stop, screens."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sagacity.kit import clock
from sagacity.messaging import api as messaging
from sagacity.messaging import line_accounts, models, stopping
from sagacity.messaging.testing import APPROVER, TownCrier, device
from sagacity.messaging.tests.city_post import Post


@pytest.fixture
def stranger() -> Client:
    """A client that has no cookie and is checked for forgery like any browser."""
    return Client(enforce_csrf_checks=True)


def test_a_service_worker_tells_what_arrived(post: Post, stranger: Client) -> None:
    post.meets("hanako")
    notice = post.says()
    (said,) = post.browsers["hanako"].shown()

    for receipt in (said["receipt"], said["receipt"], "nonsense", "x" * 20_000):
        assert stranger.post("/messaging/received/", {"receipt": receipt}).status_code == 204

    assert post.record(notice, "hanako")["push"] == "received"
    assert stranger.get("/messaging/received/").status_code == 405


def test_a_browser_tells_its_new_address(post: Post, stranger: Client) -> None:
    post.meets("hanako")
    browser = post.browsers["hanako"]
    new: dict[str, Any] = {
        "endpoint": f"{post.origin}/push/new",
        "keys": browser.keys,
        "expirationTime": None,
    }

    def renews(**said: Any) -> int:
        return stranger.post("/messaging/push/renew/", json.dumps(said), "application/json").status_code

    assert renews(old="https://fcm.googleapis.com/nobody", subscription=new) == 404
    assert renews(old=browser.endpoint, subscription={**new, "endpoint": "https://10.0.0.1/"}) == 400
    assert renews(old=browser.endpoint, subscription={**new, "keys": {"p256dh": 1, "auth": []}}) == 400
    assert renews(old=browser.endpoint) == 400
    assert renews(old="x" * 10_000, subscription=new) == 413
    assert renews(old=browser.endpoint, subscription=new) == 204

    active = models.Endpoint.objects.get(state="active")
    assert (active.address, active.person.key) == (f"{post.origin}/push/new", device("hanako"))


def test_line_is_heard_only_with_the_citys_secret(
    db: None, stranger: Client, crier: TownCrier, settings: Settings
) -> None:
    settings.LINE_SECRET = "secret"
    code = line_accounts.line_invitation(person=device("hanako"), at=clock.now())

    def hears(*events: Any, secret: str = "secret") -> int:
        body = json.dumps({"destination": "U0", "events": events}).encode()
        signature = base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()
        return stranger.post(
            "/messaging/line/webhook/", body, "application/json", headers={"X-Line-Signature": signature}
        ).status_code

    message = {"type": "message", "source": {"userId": "U1"}, "message": {"type": "text", "text": code}}
    assert hears(message, secret="guess") == 403
    assert messaging.endpoints(person=device("hanako")) == ()
    assert hears("nonsense", {"type": "message"}, message, message) == 200
    assert [one.state.value for one in messaging.endpoints(person=device("hanako"))] == ["active"]
    assert hears({"type": "unfollow", "source": {"userId": "U1"}}) == 200
    assert [one.retired_why for one in messaging.endpoints(person=device("hanako"))] == ["unfollowed"]
    settings.LINE_SECRET = ""
    assert hears(message) == 404


def test_one_tap_stops_a_topic_and_only_asking_does_not(db: None, stranger: Client, crier: TownCrier) -> None:
    crier.topic("gomi", name={"ja": "ごみ", "en": "Waste"})
    messaging.follow(person=device("hanako"), topic="gomi", language="ja", at=crier.at)
    notice = crier.says(topic="gomi", audience=messaging.Audience(topics=("gomi",)))
    path = stopping.stop_link(person=device("hanako"), notice=notice.key, channel="mail")

    assert "「ごみ」" in stranger.get(path).content.decode()
    assert messaging.followed(person=device("hanako")) == ("gomi",)
    answer = stranger.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert messaging.followed(person=device("hanako")) == ()
    assert stranger.post(path).status_code == 200

    assert stranger.get(path[:-6] + "/").status_code == 404
    assert stranger.post("/messaging/stop/" + "x" * 2000 + "/").status_code == 404


def test_screens_show_what_is_for_everybody_who_walks_by(
    db: None, stranger: Client, crier: TownCrier, towns: dict[str, str]
) -> None:
    now = crier.at = clock.now()
    crier.topic("gomi")
    more = {"publish_at": now, "expires_at": now + timedelta(days=1)}
    crier.says("皆さんへ", loudness=messaging.Loudness.QUIET, **more)
    crier.says("やまへ", audience=messaging.Audience(groups=("やま町",)), **more)
    crier.says("ごみの話", audience=messaging.Audience(topics=("gomi",)), **more)
    crier.says("あなたへ", audience=messaging.Audience(people=("x",)), **more)
    crier.says("メールだけ", channels=("mail",), **more)
    urgent = crier.says("避難", loudness=messaging.Loudness.URGENT, **more)

    def shown(query: str = "") -> list[str]:
        answer = stranger.get(f"/signage/feed.json{query}")
        assert (
            stranger.get(f"/signage/feed.json{query}", headers={"If-None-Match": answer["ETag"]}).status_code
            == 304
        )
        return [notice["title"]["ja"] for notice in answer.json()["notices"]]

    assert shown() == ["避難", "皆さんへ"]
    assert shown("?group=やま町") == ["避難", "やまへ", "皆さんへ"]
    messaging.recall(notice=urgent.key, why="まちがい", by=APPROVER, at=now)
    assert shown() == ["皆さんへ"]
