"""People of the demonstration's provider, and how its server may be told to misbehave."""

from dataclasses import dataclass
from enum import StrEnum

DOMAIN = "city.example"


class Profile(StrEnum):
    """Whose manners the server has."""

    KEYCLOAK = "keycloak"
    ENTRA = "entra"


class Mischief(StrEnum):
    """What the server does wrong when asked to."""

    NONE = ""
    EXPIRED_TOKEN = "expired_token"
    FUTURE_TOKEN = "future_token"
    WRONG_NONCE = "wrong_nonce"
    ALG_NONE = "alg_none"
    ALG_HS256 = "alg_hs256"
    FOREIGN_AUDIENCE = "foreign_audience"
    FOREIGN_AZP = "foreign_azp"
    FOREIGN_ISSUER = "foreign_issuer"
    FOREIGN_RESPONSE = "foreign_response"  # the address it leads back to names another issuer
    ROTATED_KEY = "rotated_key"  # no mischief: the city must fetch the new key
    UNKNOWN_KEY = "unknown_key"
    BROKEN_SIGNATURE = "broken_signature"
    DOWN = "down"


MISCHIEFS = {
    Mischief.NONE: "正しく動く",
    Mischief.ROTATED_KEY: "鍵を新しくしたばかり",
    Mischief.EXPIRED_TOKEN: "期限切れのトークン",
    Mischief.WRONG_NONCE: "違う nonce",
    Mischief.ALG_NONE: "署名のないトークン",
    Mischief.FOREIGN_AUDIENCE: "よその宛先",
    Mischief.FOREIGN_ISSUER: "よその発行者",
    Mischief.UNKNOWN_KEY: "知らない鍵",
    Mischief.DOWN: "サーバーの故障",
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody invented whom the city's directory knows."""

    key: str  # stays when the login changes
    login: str
    name: str
    division: str = ""
    groups: tuple[str, ...] = ()
    two_steps: bool = True
    note: str = ""


STRANGER = Member("9f1c", "hoka", "他課 太郎", "別の課", note="このシステムに職員IDがない人")
