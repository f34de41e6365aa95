"""Receipts of consents, for residents to keep: signed, so that they count without the city's database."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings

from sagacity.identity.family import consents, receipt_keys, types
from sagacity.kit import clock
from sagacity.kit.city import api as city

SCHEMA = "ISO/IEC TS 27560:2023"


class BadReceipt(Exception):
    """The receipt was not signed by this city, or was changed."""


def receipt(*, consent: str, resident: str, at: datetime) -> dict[str, Any]:
    """A consent as a signed receipt, in the structure of ISO/IEC TS 27560:2023.

    `receipt_metadata` names the receipt; `record` has the sections of the standard: header (`schema_version`,
    `record_id`, `pii_principal_id`), `pii_processing` (`privacy_notice`, `language`, `purposes` with
    `lawful_basis`, `pii_information`, `pii_controllers`, `recipient_third_parties`, `withdrawal_method`,
    `jurisdiction`), `party_identification` and `events` (`event_time`, `validity_duration`, `event_type`,
    `event_state`). `proof.jws` is the whole once more, signed (JWS, RFC 7515, ES256); the keys to check it
    with lie open at `/me/consents/keys.json`.

    Raises:
        NoSuchConsent: it is not this resident's.
    """
    from joserfc import jws
    from joserfc.jwk import ECKey

    said = _said(consents.consent(consent, resident=resident), at)
    key = receipt_keys.current()
    header = {"alg": receipt_keys.ALGORITHM, "kid": key["kid"], "typ": "consent-receipt+json"}
    content = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    signed = jws.serialize_compact(header, content, ECKey.import_key(key))
    return {**said, "proof": {"jws": signed, "keys": f"{_here()}/me/consents/keys.json"}}


def check_receipt(receipt: dict[str, Any]) -> dict[str, Any]:
    """What a receipt says, once its signature holds and nothing beside it was changed.

    Raises:
        BadReceipt: it does not count.
    """
    from joserfc import jws
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    proof = receipt.get("proof")
    token = proof.get("jws", "") if isinstance(proof, dict) else ""
    try:
        keys = KeySet.import_key_set(receipt_keys.public_keys())  # type: ignore[arg-type]
        signed = jws.deserialize_compact(token, keys, algorithms=[receipt_keys.ALGORITHM])
    except (JoseError, ValueError) as problem:
        raise BadReceipt("signature") from problem
    said = dict(json.loads(signed.payload))
    if said != {name: value for name, value in receipt.items() if name != "proof"}:
        raise BadReceipt("it says something else than what was signed")
    return said


def _said(consent: types.Consent, at: datetime) -> dict[str, Any]:
    return {
        "receipt_metadata": {
            "receipt_id": f"{consent.key}#{at:%Y%m%dT%H%M%SZ}",
            "schema_version": SCHEMA,
            "issued_at": _moment(at),
        },
        "record": {
            "schema_version": SCHEMA,
            "record_id": consent.key,
            "pii_principal_id": consent.resident,
            "pii_processing": _processing(consent),
            "party_identification": [
                {
                    "party_id": "city",
                    "party_type": "pii_controller",
                    "party_name": _city(),
                    "party_url": _here(),
                }
            ],
            "events": _events(consent),
        },
    }


def _processing(consent: types.Consent) -> dict[str, Any]:
    text = consent.text
    return {
        "privacy_notice": {"title": text.title, "text": text.body, "sha256": text.digest},
        "language": text.language,
        "purposes": [
            {
                "purpose": text.purpose,
                "lawful_basis": "consent",
                "pii_information": [{"pii_type": text.group, "about": consent.about or "self"}],
                "pii_controllers": ["city"],
                "recipient_third_parties": [text.recipient],
                "withdrawal_method": f"{_here()}/me/consents/",
                "jurisdiction": "JP",
            }
        ],
    }


def _events(consent: types.Consent) -> list[dict[str, Any]]:
    until = consent.until.isoformat() if consent.until else "until_withdrawn"
    given = {
        "event_time": _moment(consent.given_at),
        "validity_duration": until,
        "entity_id": consent.resident,
        "event_type": "explicit",
        "event_state": "consent_given",
    }
    if consent.ended_at is None:
        return [given]
    own = consent.why == types.Why.OWN_WISH
    state = "consent_withdrawn" if own else "consent_terminated"
    return [given, {"event_time": _moment(consent.ended_at), "event_state": state, "reason": consent.why}]


def _moment(at: datetime) -> str:
    return clock.local(at).isoformat(timespec="seconds")


def _city() -> str:
    return city.current().name["ja"]


def _here() -> str:
    return str(settings.PUBLIC_URL).rstrip("/")
