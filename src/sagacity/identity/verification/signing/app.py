"""What is said to the app about a signature: which digest, and afterwards where the signature is.

The document itself never leaves the city. The public papers name the steps (a token of the city's own, a
transaction, a way with `sign_transaction_id`); the address of transactions is a setting.
"""

import base64
import binascii
from datetime import datetime

from sagacity.identity.verification import refusals, relying_party, types
from sagacity.identity.verification.party import Party
from sagacity.kit.openid import api as openid


def open_transaction(*, party: Party, digest: str, at: datetime) -> str:
    """Tell the app what will be signed; says what it calls that.

    Raises:
        NotProven: with its own subclass for each cause.
    """
    token = relying_party.own_token(party=party, scope=types.Scope.SIGN, at=at)
    said = {"digest": base64.b64encode(bytes.fromhex(digest)).decode(), "digest_algorithm": "sha256"}
    answer = openid.post_json(party.sign, said, bearer=token)
    named = answer.said.get("sign_transaction_id", "") if isinstance(answer.said, dict) else ""
    if answer.status != 200 or not isinstance(named, str) or not named:
        raise refusals.AppDown(f"sign {answer.status}")
    return named


def signature_of(*, party: Party, transaction: str, access_token: str) -> bytes:
    """The detached CMS of a transaction.

    Raises:
        NotProven: with its own subclass for each cause.
    """
    answer = openid.get(f"{party.sign}/{transaction}", bearer=access_token)
    if answer.status != 200 or not isinstance(answer.said, dict):
        raise refusals.AppDown(f"signature {answer.status}")
    try:
        return base64.b64decode(str(answer.said.get("cms", "")), validate=True)
    except (binascii.Error, ValueError) as problem:
        raise refusals.SignatureNotBelieved("malformed_signature") from problem
