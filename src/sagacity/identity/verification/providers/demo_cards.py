"""Test cards of the demonstration, and how its server may be told to misbehave."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

PIN = "1234"
SIGNING_PIN = "ABC123"  # of the signature certificate: 6 to 16 letters and digits


def pin_for(*, signs: bool) -> str:
    return SIGNING_PIN if signs else PIN


class Mischief(StrEnum):
    """What the demonstration's server does wrong when asked to."""

    NONE = ""
    EXPIRED_TOKEN = "expired_token"
    FUTURE_TOKEN = "future_token"
    OLD_TOKEN = "old_token"
    WRONG_NONCE = "wrong_nonce"
    ALG_NONE = "alg_none"
    ALG_HS256 = "alg_hs256"
    FOREIGN_AUDIENCE = "foreign_audience"
    FOREIGN_ISSUER = "foreign_issuer"
    ROTATED_KEY = "rotated_key"  # no mischief: the city must fetch the new key
    UNKNOWN_KEY = "unknown_key"
    BROKEN_SIGNATURE = "broken_signature"
    OTHER_SUBJECT = "other_subject"
    MISSING_FACT = "missing_fact"
    NO_CRL = "no_crl"  # the answer does not say that revocation was checked
    SLOW = "slow"
    DOWN = "down"
    OTHER_DOCUMENT = "other_document"
    AUTHENTICATION_CERTIFICATE = "authentication_certificate"
    REVOKED_CERTIFICATE = "revoked_certificate"
    FOREIGN_AUTHORITY = "foreign_authority"


SIGNING_MISCHIEFS = {
    Mischief.OTHER_DOCUMENT: "違う文書の署名",
    Mischief.AUTHENTICATION_CERTIFICATE: "利用者証明用の証明書で署名",
    Mischief.REVOKED_CERTIFICATE: "失効した証明書で署名",
    Mischief.FOREIGN_AUTHORITY: "よその認証局の証明書で署名",
}
MISCHIEFS = {
    Mischief.NONE: "正しく動く",
    Mischief.ROTATED_KEY: "鍵を新しくしたばかり",
    Mischief.NO_CRL: "失効の確認を書かない",
    Mischief.EXPIRED_TOKEN: "期限切れのトークン",
    Mischief.WRONG_NONCE: "違う nonce",
    Mischief.ALG_NONE: "署名のないトークン",
    Mischief.FOREIGN_AUDIENCE: "よその宛先",
    Mischief.UNKNOWN_KEY: "知らない鍵",
    Mischief.MISSING_FACT: "住所が届かない",
    Mischief.DOWN: "サーバーの故障",
}


@dataclass(frozen=True, slots=True)
class TestCard:
    """A card of somebody invented."""

    __test__ = False  # pytest: no test class

    key: str
    note: str
    name: str
    birth_date: date
    sex: str
    address: str
    error: str = ""  # what the app answers instead of a code


def others(first: TestCard) -> tuple[TestCard, ...]:
    """Cards that tell what else may happen, made from a good one."""
    return (
        replace(first, key="moved", note="引っ越したばかり（住所が違う）", address=first.address + "の１０"),
        replace(first, key="renamed", note="結婚したばかり（氏名が違う）", name="新姓　花子"),
        replace(
            first, key="stranger", note="住民の記録にない人", name="他市　住人", birth_date=date(1971, 1, 1)
        ),
        replace(first, key="revoked", note="失効したカード", error="card_revoked"),
    )


def namesake(people: Sequence[TestCard]) -> tuple[TestCard, ...]:
    """A card that could be either of two people of one name and birthday, at an address of neither."""
    facts = [(each.name, each.birth_date) for each in people]
    twin = next((each for each in people if facts.count((each.name, each.birth_date)) > 1), None)
    if twin is None:
        return ()
    return (replace(twin, key="namesake", note="同じ名前の人が二人いる", address=twin.address + "の１０"),)
