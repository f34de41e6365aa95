"""Endpoints: where a channel reaches a person, and that nobody is there any more."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from sagacity.messaging import models, people, types
from sagacity.messaging.providers import chosen, guard
from sagacity.messaging.types import Channel, EndpointState

_BROWSERS = {
    "googleapis.com": "Chrome",
    "services.mozilla.com": "Firefox",
    "push.apple.com": "Safari",
    "notify.windows.com": "Edge",
}


class NotASubscription(ValueError):
    """What the browser handed over cannot be used for push; asking it again makes a new one."""


def endpoints(*, person: str) -> tuple[types.Endpoint, ...]:
    """Where a person can be reached, and where no more; newest first."""
    row = people.find(person)
    if row is None:
        return ()
    kept = row.endpoints.exclude(address="").order_by("-created_at", "-id")
    return tuple(as_fact(one) for one in kept)


def push_key() -> str:
    """The city's public key for push, as a browser wants it for subscribing."""
    return chosen.signer().public


@transaction.atomic
def subscribe_push(
    *, person: str, endpoint: str, p256dh: str, auth: str, language: str, at: datetime
) -> None:
    """Keep the push subscription of a browser; another one it had before is no longer used.

    Raises:
        NotASubscription: nothing was kept.
    """
    _check(endpoint, p256dh, auth)
    row, _ = people.meet_and_hold(person, language=language, at=at)
    # A browser is one person's: whoever used it before is not reached by it any more.
    models.Endpoint.objects.filter(address_hash=hash_of(endpoint)).exclude(person=row).delete()
    kept, _ = models.Endpoint.objects.update_or_create(
        person=row,
        channel=Channel.PUSH,
        address_hash=hash_of(endpoint),
        defaults={
            "address": endpoint,
            "keys": {"p256dh": p256dh, "auth": auth},
            "state": EndpointState.ACTIVE,
            "retired_why": "",
            "retired_at": None,
            "confirmed_at": at,
        },
        create_defaults={
            "address": endpoint,
            "keys": {"p256dh": p256dh, "auth": auth},
            "state": EndpointState.ACTIVE,
            "created_at": at,
            "confirmed_at": at,
        },
    )
    others = row.endpoints.filter(channel=Channel.PUSH, state=EndpointState.ACTIVE).exclude(pk=kept.pk)
    retire(others.values_list("pk", flat=True), why="replaced", at=at)


@transaction.atomic
def renew_push(*, old: str, endpoint: str, p256dh: str, auth: str, at: datetime) -> bool:
    """A browser's push service gave it a new address; knowing the old one proves whose it is.

    Raises:
        NotASubscription: the new one cannot be used; the old one stays.
    """
    _check(endpoint, p256dh, auth)
    found = models.Endpoint.objects.filter(channel=Channel.PUSH, address_hash=hash_of(old))
    row = found.select_related("person").first()
    if row is None:
        return False
    subscribe_push(person=row.person.key, endpoint=endpoint, p256dh=p256dh, auth=auth, language="", at=at)
    return True


@transaction.atomic
def drop_endpoint(*, person: str, channel: str, at: datetime) -> None:
    """Reach a person by one channel no more, because they said so; its address is forgotten."""
    row = people.find(person)
    if row is not None:
        asked = row.endpoints.filter(channel=channel, state=EndpointState.UNPROVEN)
        row.endpoints.filter(channel=channel).exclude(pk__in=asked.values("pk")).delete()
        asked.update(address="", secret_until=None)  # the hash stays a day: how often codes were sent


def retire(endpoints: Iterable[int], *, why: str, at: datetime) -> None:
    """The outside party says that nobody is there any more: nothing is sent there again."""
    gone = models.Endpoint.objects.filter(pk__in=list(endpoints)).exclude(state=EndpointState.RETIRED)
    gone.update(state=EndpointState.RETIRED, retired_why=why[:40], retired_at=at)


def hash_of(address: str) -> str:
    """An address to look for; addresses themselves are long and of any alphabet."""
    return hashlib.sha256(address.encode()).hexdigest()


def as_fact(row: models.Endpoint) -> types.Endpoint:
    return types.Endpoint(
        channel=row.channel,
        label=label_of(row.channel, row.address),
        state=EndpointState(row.state),
        since=row.confirmed_at or row.created_at,
        retired_why=row.retired_why,
    )


def label_of(channel: str, address: str) -> str:
    """What a person recognises an endpoint by, without showing it to whoever looks over their shoulder."""
    if channel == Channel.MAIL:
        name, _, host = address.partition("@")
        return f"{name[:1]}…@{host}"
    if channel == Channel.PUSH:
        host = urlsplit(address).hostname or ""
        return next((name for end, name in _BROWSERS.items() if host.endswith(end)), host)
    return "LINE"


def _check(endpoint: str, p256dh: str, auth: str) -> None:
    from sagacity.messaging.providers import rfc8291  # loaded with the first subscription, not before

    try:
        guard.check(endpoint)
        rfc8291.check_keys(p256dh=p256dh, auth=auth)
    except (guard.NotPublic, rfc8291.UnusableKeys) as problem:
        raise NotASubscription(
            "このブラウザの通知の登録を使えませんでした。通知をいったん切って、もう一度入れてください。"
        ) from problem
