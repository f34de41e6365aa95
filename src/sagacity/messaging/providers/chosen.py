"""Which outside parties this city uses, as its settings say.

Each is loaded when it is first used: what encrypts and sends is 40 MB that most processes never need.
"""

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

from sagacity.kit import mail as post
from sagacity.kit.providers import Check
from sagacity.messaging.providers.base import Provider
from sagacity.messaging.types import Channel

if TYPE_CHECKING:
    from sagacity.messaging.providers import vapid


def offered() -> tuple[str, ...]:
    """The channels that reach people here: push always, mail and LINE once the city has set them."""
    there = {
        Channel.PUSH.value: True,
        Channel.LINE.value: bool(settings.LINE_TOKEN and settings.LINE_SECRET),
        Channel.MAIL.value: bool(settings.MAIL_URL and settings.MAIL_FROM),
    }
    return tuple(channel for channel, is_there in there.items() if is_there)


def provider(channel: str) -> Provider:
    """Whoever carries letters of one channel."""
    from sagacity.messaging.providers import line, mail, push

    if channel == Channel.PUSH:
        return push.WebPush(
            signer=signer(), before=tuple(_signer(old, _contact()) for old in settings.VAPID_KEY_FALLBACKS)
        )
    if channel == Channel.MAIL:
        return mail.Mail(url=settings.MAIL_URL, sender=settings.MAIL_FROM, public_url=settings.PUBLIC_URL)
    if channel == Channel.LINE:
        return line.Line(url=settings.LINE_URL, token=settings.LINE_TOKEN, public_url=settings.PUBLIC_URL)
    raise LookupError(f"nobody carries letters of {channel!r}")


def signer() -> "vapid.Signer":
    """The city's own key for push."""
    return _signer(settings.VAPID_KEY, _contact())


def check_of(channel: str) -> Check:
    """How a channel is; one that the city has not set up is no fault."""
    if channel not in offered():
        return Check(f"messaging.{channel}", ok=True, detail="not set up")
    return provider(channel).check()


@cache
def _signer(secret: str, contact: str) -> "vapid.Signer":
    from sagacity.messaging.providers import vapid

    return vapid.signer(secret=secret, contact=contact)


def _contact() -> str:
    """Where a push service finds whoever runs this: Apple refuses anything but https and mailto."""
    if settings.PUBLIC_URL.startswith("https://"):
        return str(settings.PUBLIC_URL)
    return f"mailto:{post.address_of(settings.MAIL_FROM) or 'operator@localhost'}"
