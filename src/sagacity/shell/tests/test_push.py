"""Being told on this device: the city's key, a subscription that is kept once, and one that is dropped."""

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sagacity.identity.testing import Actor
from sagacity.messaging import api as messaging
from sagacity.shell.tests.test_letters import device_of

pytestmark = pytest.mark.django_db


def _text(said: bytes) -> str:
    return base64.urlsafe_b64encode(said).rstrip(b"=").decode()


def subscription() -> dict[str, Any]:
    """What a browser hands over, with a real key."""
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    keys = {"p256dh": _text(point), "auth": _text(b"sixteen letters!")}
    return {"endpoint": "https://push.example.com/send/abc", "expirationTime": None, "keys": keys}


def hands_over(actor: Actor, said: object) -> int:
    answer = actor.client.post("/push/subscribe/", said, content_type="application/json")
    return int(answer.status_code)


def test_a_browser_subscribes_and_the_same_again_changes_nothing(hanako: Actor) -> None:
    said = subscription()

    assert [hands_over(hanako, said), hands_over(hanako, said)] == [204, 204]

    found = messaging.endpoints(person=device_of(hanako))
    assert [(one.channel, one.state) for one in found] == [("push", "active")]
    assert hanako.opens("/push/key.json").json()["on"] is True  # type: ignore[attr-defined]


def test_the_key_of_the_city_is_a_point_on_the_curve_browsers_ask_for(hanako: Actor) -> None:
    said = hanako.opens("/push/key.json").json()  # type: ignore[attr-defined]

    point = base64.urlsafe_b64decode(said["key"] + "=" * (-len(said["key"]) % 4))
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    assert said["on"] is False
    assert "sagacity_device" not in hanako.client.cookies


def test_whoever_stops_it_is_told_no_more(hanako: Actor) -> None:
    hands_over(hanako, subscription())

    assert hanako.client.post("/push/unsubscribe/").status_code == 204
    assert hanako.opens("/push/key.json").json()["on"] is False  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "said", ["no JSON", "[]", {}, {"endpoint": "x", "keys": None}, {"endpoint": "x", "keys": {}}]
)
def test_what_is_no_subscription_is_refused_and_keeps_nothing(hanako: Actor, said: object) -> None:
    assert hands_over(hanako, said) == 400

    assert (
        "sagacity_device" not in hanako.client.cookies or messaging.endpoints(person=device_of(hanako)) == ()
    )


def test_another_site_cannot_subscribe_somebody(hanako: Actor) -> None:
    hanako.client.handler.enforce_csrf_checks = True

    assert hands_over(hanako, subscription()) == 403
