"""Mail by SMTP: a connection to the city's server, and a letter whose headers hold nothing smuggled in."""

import smtplib
import ssl
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from urllib.parse import unquote, urlsplit

from django.conf import settings

from sagacity.kit import clock

PATIENCE = 10.0
_LINE = policy.SMTP.clone(max_line_length=76)


class NotSent(Exception):
    """The server did not take a mail; the job that sent it fails and says so."""


def is_set_up() -> bool:
    """Whether this city sends mail at all."""
    return bool(settings.MAIL_URL and settings.MAIL_FROM)


def send(*, address: str, title: str, text: str) -> None:
    """Send one letter now; for jobs, never for a page.

    Raises:
        NotSent: the server did not take it, or no mail is set up.
    """
    if not is_set_up():
        raise NotSent("SAGACITY_MAIL_URL and SAGACITY_MAIL_FROM are not set")
    letter = message(settings.MAIL_FROM, address, title, text, clock.now())
    try:
        with connect(settings.MAIL_URL) as server:
            server.send_message(letter, from_addr=address_of(settings.MAIL_FROM), to_addrs=[address])
    except (OSError, smtplib.SMTPException) as problem:
        raise NotSent(type(problem).__name__) from problem


def connect(url: str) -> smtplib.SMTP:
    """A connection to the city's mail server, encrypted where the server offers it."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=PATIENCE, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=PATIENCE)
        server.ehlo_or_helo_if_needed()
        if server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def address_of(sender: str) -> str:
    """The bare address in `お知らせ <no-reply@city.example.jp>`."""
    return parseaddr(sender)[1]


def message(sender: str, to: str, title: str, text: str, at: datetime) -> EmailMessage:
    """A letter in plain text."""
    letter = EmailMessage(policy=_LINE)
    name, address = parseaddr(sender)
    letter["From"] = Address(display_name=name, addr_spec=address)
    letter["To"] = Address(addr_spec=to)
    letter["Subject"] = " ".join(title.split())[:200]  # a line break in a title is a space, never a header
    letter["Date"] = format_datetime(at)
    letter.set_content(text, charset="utf-8", cte="base64")
    return letter
