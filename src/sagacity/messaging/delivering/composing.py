"""Composing: the words of a notice for each person of a batch, in their language."""

from dataclasses import dataclass, field

from sagacity.messaging import audiences, models, receipts, stopping
from sagacity.messaging.providers.base import Outgoing
from sagacity.messaging.types import Channel, Loudness, Origin


@dataclass(slots=True)
class Composer:
    """Writes the letters of one batch."""

    batch: models.Batch
    personal: bool = field(init=False)
    _texts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        notice = self.batch.notice
        audience = audiences.read(notice.audience)
        self.personal = bool(audience.people or audience.marks) or notice.origin == Origin.REMINDER

    def letter(
        self, *, delivery: int, person: str, language: str, address: str, keys: dict[str, str]
    ) -> Outgoing:
        """What one person is sent."""
        notice = self.batch.notice
        title, body = self._said(language)
        return Outgoing(
            delivery=delivery,
            batch=self.batch.pk,
            address=address,
            keys=keys,
            notice=notice.key,
            title=title,
            body=body,
            language=language,
            loudness=notice.loudness,
            path=self._path(person),
            expires_at=notice.expires_at,
            receipt=receipts.receipt_for(delivery),
            stop=self._stop(person),
            personal=self.personal,
        )

    def _path(self, person: str) -> str:
        """The notice's own page is for whoever has an inbox; a contact is led to the matter."""
        notice = self.batch.notice
        return (notice.url or "/") if person.startswith(audiences.CONTACT) else f"/apps/notices/{notice.key}/"

    def _said(self, language: str) -> tuple[str, str]:
        if language not in self._texts:
            notice = self.batch.notice
            self._texts[language] = (_in(notice.title, language), _in(notice.body, language))
        return self._texts[language]

    def _stop(self, person: str) -> str:
        """Nobody can stop what may save their life with one tap in a mail; only push shows no link."""
        notice = self.batch.notice
        if self.batch.channel != Channel.MAIL or notice.loudness == Loudness.URGENT:
            return ""
        return stopping.stop_link(person=person, notice=notice.key, channel=Channel.MAIL)


def _in(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("ja") or next(iter(texts.values()), "")
