"""Mail by SMTP: one connection for a batch, plain text, and one tap to stop (RFC 8058)."""

import smtplib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext

from sagacity.kit import mail as post
from sagacity.kit.city import api as city
from sagacity.kit.providers import Check
from sagacity.messaging.providers.base import Answer, Outcome, Outgoing
from sagacity.messaging.types import Channel, WhyNot

SOME = 20  # outcomes are written after so many: what a killed worker could send twice


@dataclass(slots=True)
class Mail:
    """The channel "mail"."""

    url: str
    sender: str
    public_url: str
    channel: str = field(default=Channel.MAIL, init=False)

    def send(self, *, letters: Sequence[Outgoing], at: datetime) -> Iterator[Sequence[Outcome]]:
        """One after the other over one connection; a connection that breaks leaves the rest for later."""
        try:
            server = post.connect(self.url)
        except (OSError, smtplib.SMTPException) as problem:
            why = WhyNot.TIME_OUT if isinstance(problem, TimeoutError) else WhyNot.NO_CONNECTION
            yield [Outcome(letter.delivery, Answer.LATER, why) for letter in letters]
            return
        try:
            for start in range(0, len(letters), SOME):
                yield [self._hand_over(server, letter, at) for letter in letters[start : start + SOME]]
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    def check(self) -> Check:
        """Whether the mail server answers."""
        where = urlsplit(self.url)
        try:
            post.connect(self.url).quit()
        except (OSError, smtplib.SMTPException) as problem:
            return Check("messaging.mail", ok=False, detail=f"{where.hostname}: {type(problem).__name__}")
        return Check("messaging.mail", ok=True, detail=str(where.hostname))

    def _hand_over(self, server: smtplib.SMTP, letter: Outgoing, at: datetime) -> Outcome:
        try:
            server.send_message(
                self.message(letter, at), from_addr=post.address_of(self.sender), to_addrs=[letter.address]
            )
        except smtplib.SMTPRecipientsRefused as problem:
            return _refused(letter.delivery, *problem.recipients[letter.address])
        except smtplib.SMTPResponseException as problem:
            return _refused(letter.delivery, problem.smtp_code, problem.smtp_error)
        except (OSError, smtplib.SMTPException):
            return Outcome(letter.delivery, Answer.LATER, WhyNot.NO_CONNECTION)
        except ValueError:
            return Outcome(letter.delivery, Answer.GONE, WhyNot.UNUSABLE_ADDRESS)
        return Outcome(letter.delivery, Answer.TAKEN)

    def message(self, letter: Outgoing, at: datetime) -> EmailMessage:
        """The mail itself; the same delivery always has the same Message-ID."""
        with translation.override(letter.language):
            text = [
                letter.body,
                gettext("くわしく見る：") + self.public_url + letter.path,
                "-- \n" + city.current().name_in(translation.get_language() or "ja"),
            ]
            if letter.stop:
                text.append(gettext("このお知らせを止める：") + self.public_url + letter.stop)
        mail = post.message(self.sender, letter.address, letter.title, "\n\n".join(text), at)
        host = urlsplit(self.public_url).hostname or "localhost"
        mail["Message-ID"] = f"<delivery-{letter.delivery}@{host}>"
        mail["Content-Language"] = letter.language
        mail["Auto-Submitted"] = "auto-generated"
        if letter.stop:
            mail["List-Unsubscribe"] = f"<{self.public_url}{letter.stop}>"
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return mail


def send_code(*, address: str, code: str, language: str) -> None:
    """Send the six digits that prove an address.

    Raises:
        NotSent: the server did not take it.
    """
    with translation.override(language):
        title = gettext("確認の番号：%(code)s") % {"code": code}
        text = gettext(
            "この番号を画面に入れてください：%(code)s\n\n"
            "番号は30分使えます。心当たりがないときは、何もしなくて大丈夫です。"
        ) % {"code": code}
    post.send(address=address, title=title, text=text)


def _refused(delivery: int, code: int, said: bytes | str) -> Outcome:
    """What a server's refusal means: 4xx not now; 5xx never, and nobody lives there if it says so."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    if code < 500:
        return Outcome(delivery, Answer.LATER, f"smtp_{code}", timedelta(minutes=2) if code == 450 else None)
    unknown = any(mark in text for mark in ("5.1.1", "5.1.10", "5.1.6")) or code == 551
    return Outcome(delivery, Answer.GONE if unknown else Answer.REFUSED, f"smtp_{code}")
