"""A mail server for demonstrations and tests: takes mail by SMTP, lays each one into a folder to read."""

import email
import uuid
from collections import deque
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

MOST = 2000  # mails kept in the folder


# Without slots: aiosmtpd looks at every member, and one of a slotted class fails on Python 3.11.2 (Debian).
@dataclass
class MailServer:
    """What the server was told to answer, and what it took."""

    folder: Path | None = None
    answers: dict[str, deque[str]] = field(default_factory=dict)  # by address, for the next mails
    taken: list[EmailMessage] = field(default_factory=list)
    connections: int = 0

    def to(self, address: str) -> list[EmailMessage]:
        """What somebody has got."""
        return [mail for mail in self.taken if mail["To"] == address]

    async def handle_EHLO(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        told = self.answers.get(address)
        if told:
            return told.popleft()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        self.taken.append(email.message_from_bytes(raw, policy=policy.default))
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{len(self.taken):06d}-{uuid.uuid4().hex[:8]}.eml").write_bytes(raw)
            del self.taken[:-MOST]
        return "250 OK"


def begin(server: MailServer, *, port: int = 0) -> Controller:
    """Begin to take mail on loopback, in a thread; `.stop()` ends it."""
    controller = Controller(server, hostname="127.0.0.1", port=port or _free_port())
    controller.start()
    return controller


def _free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
