"""Push messages can be read by the browser they are for, and prove who sent them."""

import base64
import json
from datetime import datetime, timedelta

import http_ece
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from hypothesis import given
from hypothesis import strategies as st

from sagacity.messaging.providers import push, rfc8291, vapid
from sagacity.messaging.providers.base import Outgoing
from sagacity.messaging.providers.demo_push import PushService
from sagacity.messaging.tests.browsers import Browser

# RFC 8291, Appendix A
PLAIN = b"When I grow up, I want to be a watermelon"
SENDER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
BROWSER_PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
AT = datetime.fromisoformat("2026-09-15T09:00:00+09:00")


def browser() -> Browser:
    return Browser("hanako", PushService(), "https://push.example.org")


def letter(at: datetime = AT, **more: object) -> Outgoing:
    said: dict[str, object] = {
        "delivery": 1, "batch": 1, "address": "https://push.example.org/1", "notice": "urn:ngsi-ld:Notice:1",
        "title": "給水", "body": "公民館に来ます", "language": "ja", "loudness": "normal",
        "path": "/apps/notices/1/", "expires_at": at + timedelta(days=1), "receipt": "r",
    }  # fmt: skip
    return Outgoing(**{**said, **more})  # type: ignore[arg-type]


def test_the_example_of_the_rfc_comes_out_to_the_letter() -> None:
    number = int.from_bytes(rfc8291.decode(SENDER_PRIVATE), "big")
    sender = rfc8291.Sender(ec.derive_private_key(number, ec.SECP256R1()))

    body = sender.encrypt(
        PLAIN,
        p256dh=rfc8291.decode(BROWSER_PUBLIC),
        auth=rfc8291.decode(AUTH),
        salt=rfc8291.decode(SALT),
    )

    assert rfc8291.encode(body) == BODY


@given(st.binary(max_size=rfc8291.LARGEST))
def test_an_independent_implementation_reads_every_message(message: bytes) -> None:
    hanako = browser()
    body = rfc8291.Sender().encrypt(
        message, p256dh=rfc8291.decode(hanako.keys["p256dh"]), auth=rfc8291.decode(hanako.keys["auth"])
    )

    read = http_ece.decrypt(body, private_key=hanako.private, auth_secret=hanako.secret, version="aes128gcm")

    assert read == message
    assert len(body) <= 4096


def test_two_messages_of_one_sender_share_a_key_but_never_a_salt() -> None:
    hanako, sender = browser(), rfc8291.Sender()
    one, two = (push.encrypted(letter(keys=hanako.keys), sender) for _ in range(2))

    assert one[20:86] == two[20:86]
    assert one[:16] != two[:16]
    assert push.encrypted(letter(keys=hanako.keys), rfc8291.Sender())[20:86] != one[20:86]


def test_keys_no_browser_has_are_refused() -> None:
    good = browser().keys
    rfc8291.check_keys(**good)
    for bad in (
        {"p256dh": "", "auth": good["auth"]},
        {"p256dh": "ä", "auth": good["auth"]},
        {"p256dh": rfc8291.encode(b"\x04" + bytes(64)), "auth": good["auth"]},
        {"p256dh": good["p256dh"], "auth": rfc8291.encode(bytes(15))},
    ):
        with pytest.raises(rfc8291.UnusableKeys):
            rfc8291.check_keys(**bad)
    with pytest.raises(rfc8291.TooLong):
        push.encrypted(letter(keys=good, path="x" * 4000), rfc8291.Sender())


def test_the_longest_notice_in_the_widest_letters_fits() -> None:
    said = push.payload(letter(title="𩸽" * 300, body="𩸽" * 5000, receipt="r" * 60))

    assert len(said) <= 3000
    assert len(json.loads(said)["body"]) == 240


def test_the_token_proves_the_sender_for_half_a_day_and_is_signed_once_per_service() -> None:
    signer = vapid.signer(secret=rfc8291.encode(b"\x07" * 32), contact="https://city.example.jp")
    header = signer.authorization("https://push.example.org", at=AT)

    head, claims, signature = header.removeprefix("vapid t=").partition(",")[0].split(".")
    said = json.loads(_bytes(claims))
    assert json.loads(_bytes(head)) == {"typ": "JWT", "alg": "ES256"}
    assert said["aud"] == "https://push.example.org"
    assert said["sub"] == "https://city.example.jp"
    assert timedelta(0) < datetime.fromtimestamp(said["exp"], AT.tzinfo) - AT < timedelta(hours=24)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(header.partition("k=")[2]))
    raw = _bytes(signature)
    der = utils.encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    point.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        point.verify(der, f"{head}.{claims}x".encode(), ec.ECDSA(hashes.SHA256()))

    assert signer.authorization("https://push.example.org", at=AT + timedelta(hours=11)) == header
    assert signer.authorization("https://other.example.org", at=AT) != header
    assert signer.authorization("https://push.example.org", at=AT + timedelta(hours=13)) != header


def test_a_key_is_taken_as_tools_write_it_or_made_from_what_we_wrote_ourselves() -> None:
    assert vapid.signer(secret=SENDER_PRIVATE, contact="").public == (
        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
    )
    made = rfc8291.encode(bytes(range(48)))
    assert vapid.signer(secret=made, contact="").public == vapid.signer(secret=made, contact="").public
    for bad in ("", "x", "ä", rfc8291.encode(bytes(32)), rfc8291.encode(b"\xff" * 32)):
        with pytest.raises(vapid.BrokenVapidKey):
            vapid.signer(secret=bad, contact="")


def test_topics_are_short_and_tell_notices_apart() -> None:
    assert len(vapid.topic("urn:ngsi-ld:Notice:1")) == 32
    assert vapid.topic("urn:ngsi-ld:Notice:1") != vapid.topic("urn:ngsi-ld:Notice:2")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
