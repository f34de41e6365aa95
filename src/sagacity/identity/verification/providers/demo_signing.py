"""Signatures of the demonstration's app: test certificates with four facts, and a list of revoked ones."""

import base64
import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sagacity.identity.verification.providers.demo_cards import Mischief, TestCard
from sagacity.kit.japanese import eras

if TYPE_CHECKING:
    from sagacity.identity.verification.providers.demo_authority import Authority, Card
    from sagacity.identity.verification.providers.demo_requests import Request

DIGEST_SIZE = 32
LIVES = 900.0  # seconds
MOST = 1000
REVOKED = 666  # the serial number that stands on the list from the beginning
HOURS_GOOD = 24 * 30


@dataclass(slots=True)
class Signer:
    """What is to be signed, by whom, and the authority behind the test cards."""

    at: Callable[[], datetime] = lambda: datetime.now(UTC)
    admitted: dict[str, float] = field(default_factory=dict)  # tokens of the city
    digests: dict[str, tuple[bytes, float]] = field(default_factory=dict)  # by transaction
    _authority: "Authority | None" = None

    @property
    def authority(self) -> "Authority":
        """Made when it is first wanted: its keys take a moment."""
        from sagacity.identity.verification.providers.demo_authority import Authority

        if self._authority is None:
            self._authority = Authority(self.at(), "Demonstration CA", revoked=[REVOKED])
        return self._authority

    def publish(self, folder: Path) -> None:
        """Write root and list of revoked certificates where the city looks for them."""
        for name, content in (
            ("roots/demo.cer", self.authority.root),
            ("crls/demo.crl", self.authority.crl(hours_good=HOURS_GOOD)),
        ):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def admit(self) -> str:
        """A token for the city itself."""
        _make_room(self.admitted, lambda began: began)
        token = secrets.token_urlsafe(24)
        self.admitted[token] = time.monotonic()
        return token

    def admits(self, token: str) -> bool:
        return token in self.admitted

    def knows(self, transaction: str) -> bool:
        return transaction in self.digests

    def begin(self, said: Any) -> str:
        """A transaction about a digest; empty when it is none."""
        named = said if isinstance(said, dict) else {}
        try:
            digest = base64.b64decode(str(named.get("digest", "")), validate=True)
        except ValueError:
            return ""
        if len(digest) != DIGEST_SIZE or named.get("digest_algorithm") != "sha256":
            return ""
        _make_room(self.digests, lambda kept: kept[1])
        transaction = str(uuid.uuid4())
        self.digests[transaction] = (digest, time.monotonic())
        return transaction

    def signature(self, transaction: str, going: "Request") -> str:
        """The CMS in base64, right or wrong as the server was told."""
        digest = self.digests[transaction][0]
        if going.mischief is Mischief.OTHER_DOCUMENT:
            digest = bytes(DIGEST_SIZE)
        assert going.card is not None
        return base64.b64encode(self._card(going.card, going.mischief).signs_digest(digest)).decode()

    def _card(self, card: TestCard, mischief: Mischief) -> "Card":
        from sagacity.identity.verification.providers.demo_authority import Authority, Wish

        if mischief is Mischief.AUTHENTICATION_CERTIFICATE:
            return self.authority.authentication()
        if mischief is Mischief.FOREIGN_AUTHORITY:
            return Authority(self.authority.at, "Elsewhere", 1).issue(Wish(facts=facts_of(card)))
        if mischief is Mischief.REVOKED_CERTIFICATE:
            return self.authority.issue(Wish(facts=facts_of(card), has_list=False, serial=REVOKED))
        return self.authority.issue(Wish(facts=facts_of(card)))


def facts_of(card: TestCard) -> dict[str, str]:
    """The four facts of a test card as a signature certificate spells them."""
    from sagacity.identity.verification.jpki import oids

    return {
        oids.NAME: card.name,
        oids.NAME_SUBSTITUTES: "0" * len(card.name),
        oids.SEX: {"male": "1", "female": "2"}.get(card.sex, "9"),
        oids.BIRTH_DATE: f"{_era(card.birth_date)}{card.birth_date:%Y%m%d}",
        oids.ADDRESS: card.address,
        oids.ADDRESS_SUBSTITUTES: "0" * len(card.address),
    }


def _era(born: date) -> int:
    return next(number for number, era in enumerate(eras.ERAS, start=1) if era.first <= born <= era.last)


def _make_room(kept: dict[str, Any], began: Callable[[Any], float]) -> None:
    """Forget what is too old, and the oldest beyond what can be held."""
    too_old = time.monotonic() - LIVES
    for key in [key for key, value in kept.items() if began(value) < too_old]:
        del kept[key]
    while len(kept) >= MOST:
        del kept[next(iter(kept))]
