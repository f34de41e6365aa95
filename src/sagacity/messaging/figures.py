"""Figures: whom an audience would reach, and what became of a notice. Always counted, never kept."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from sagacity.messaging import audiences, errors, models
from sagacity.messaging.preferences import LOUD
from sagacity.messaging.types import (
    Audience,
    Channel,
    ChannelFigures,
    EndpointState,
    Figures,
    NoticeState,
    Reach,
)

INBOX = Channel.INBOX.value


def reach(*, audience: Audience, channels: Collection[str] = ()) -> Reach:
    """How many people an audience has now, and what each would be reached by first.

    Raises:
        BadAudience: it names something the city does not have.
    """
    audiences.check(audience)
    allowed = [one for one in LOUD if not channels or one in channels]
    rows = audiences.people(audience)
    for channel in allowed:
        there = models.Endpoint.objects.filter(
            person=OuterRef("pk"), channel=channel, state=EndpointState.ACTIVE
        )
        rows = rows.annotate(**{f"has_{channel}": Exists(there)})
    grouped = (
        rows.order_by().values_list("channels", *(f"has_{one}" for one in allowed)).annotate(Count("id"))
    )
    first: Counter[str] = Counter()
    for order, *has, people in grouped:
        usable = {one for one, there in zip(allowed, has, strict=True) if there}
        first[next((one for one in (order or LOUD) if one in usable), INBOX)] += people
    return Reach(people=first.total(), by_channel=dict(first))


def figures(*, notice: str, at: datetime) -> Figures:
    """What became of a notice, as of now.

    Raises:
        NoSuchNotice: there is none of this key.
    """
    row = models.Notice.objects.filter(key=notice).first()
    if row is None:
        raise errors.NoSuchNotice(notice)
    sent = models.Delivery.objects.filter(notice=row).order_by()
    states: dict[str, dict[str, int]] = defaultdict(dict)
    for channel, state, count in sent.values_list("channel", "state").annotate(Count("id")):
        states[channel][state] = count
    why: dict[str, dict[str, int]] = defaultdict(dict)
    for channel, code, count in sent.filter(~Q(why="")).values_list("channel", "why").annotate(Count("id")):
        why[channel][code] = count
    return Figures(
        people=sum(states[INBOX].values()),
        read=sent.filter(channel=INBOX, read_at__isnull=False).count(),
        spreading=row.state == NoticeState.PUBLISHED and row.spread_at is None,
        channels=tuple(
            ChannelFigures(channel=one.value, states=states[one], why=why[one])
            for one in Channel
            if states[one]
        ),
        at=at,
    )
