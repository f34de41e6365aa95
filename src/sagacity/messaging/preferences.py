"""How a person wishes to be told."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sagacity.messaging import errors, models, people
from sagacity.messaging.types import Channel, Preferences

LOUD = (Channel.PUSH.value, Channel.LINE.value, Channel.MAIL.value)  # in the city's own order
MOST_PER_DAY = 50
# What is kept for a person who wishes the inbox alone: an empty list means "the city's order".
INBOX_ALONE = [Channel.INBOX.value]


def preferences(*, person: str) -> Preferences:
    """The wishes of a person; the city's own habits for somebody who said nothing."""
    row = people.find(person)
    if row is None:
        return Preferences()
    return Preferences(
        language=row.language,
        channels=order_of(row.channels),
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        most_per_day=row.most_per_day,
    )


@transaction.atomic
def prefer(*, person: str, preferences: Preferences, at: datetime) -> None:
    """Keep the wishes of a person.

    Raises:
        BadPreferences: a channel there is none of, or twice; or more a day than anybody should get.
    """
    chosen = list(preferences.channels)
    if len(set(chosen)) != len(chosen) or not set(chosen) <= set(LOUD):
        raise errors.BadPreferences("知らせ方を、もう一度えらんでください。")
    if not 0 <= preferences.most_per_day <= MOST_PER_DAY:
        raise errors.BadPreferences(f"1日の数は、0から{MOST_PER_DAY}までの数で書いてください。")
    row, _ = people.meet(person, language=preferences.language, at=at)
    models.Person.objects.filter(pk=row.pk).update(
        channels=chosen or INBOX_ALONE,
        quiet_from=preferences.quiet_from,
        quiet_until=preferences.quiet_until,
        most_per_day=preferences.most_per_day,
        changed_at=at,
    )


def order_of(channels: Sequence[str]) -> tuple[str, ...]:
    """The channels beside the inbox that a person wishes, in order, of what is kept for them."""
    return tuple(one for one in (channels or LOUD) if one in LOUD)
