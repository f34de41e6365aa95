"""News this mini-app reacts to: whoever saved an event hears when it is called off or moves."""

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.clock import JAPAN
from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.miniapps.events import feeds, words
from sagacity.registry import api as registry
from sagacity.reservations import api as reservations

WATCHED = {"開始日", "終了日", "開始時刻", "終了時刻", "日時備考", "場所名称", "集合場所", "状態"}


@registry.record_changed.receiver
def savers_hear_of_it(changed: registry.RecordsChanged) -> None:
    if changed.kind != "event":
        return
    saved = messaging.marked(kind="event")
    for event in registry.events([key for key in changed.subjects if key in saved]):
        if _is_over(event, changed.at) or not _concerns(event):
            continue
        messaging.remind(
            client_key=f"events {event.key} {changed.run}"[:120],
            draft=_draft(event, changed.at),
            app="events",
            at=changed.at,
        )


@registry.record_changed.receiver
def applicants_hear_that_it_is_called_off(changed: registry.RecordsChanged) -> None:
    """A published event that is called off takes its applications with it, and everybody is told."""
    if changed.kind != "event":
        return
    for event in registry.events(changed.subjects):
        if event.is_cancelled and not _is_over(event, changed.at):
            with suppress(reservations.NoSuchOffer):
                reservations.cancel_offer(subject=event.key, why="", by=policy.SYSTEM, at=changed.at)


@identity.device_forgotten.receiver
def no_calendar_is_fed(forgotten: identity.Forgotten) -> None:
    feeds.end(device=forgotten.key)


@identity.devices_joined.receiver
def calendars_go_with_the_device(joined: identity.Joined) -> None:
    feeds.move(old=joined.old, new=joined.new)


def _is_over(event: registry.Event, at: datetime) -> bool:
    days = event.occurrences
    return bool(days) and max(one.until for one in days) < clock.day(at)


def _concerns(event: registry.Event) -> bool:
    """Whether the last change is one that a visitor must know; a corrected spelling is none."""
    newest = next(iter(registry.history(event.key)), None)
    if newest is None or newest.before is None:
        return False
    return bool(WATCHED & {name for name, _before, _after in newest.fields})


def _draft(event: registry.Event, at: datetime) -> messaging.Draft:
    last = max((one.until for one in event.occurrences), default=clock.day(at) + timedelta(days=14))
    return messaging.Draft(
        title=ui.in_every_language(lambda _code: _said(event)[0], of_room=__name__),
        body=ui.in_every_language(lambda _code: _said(event)[1], of_room=__name__),
        audience=messaging.Audience(events=(event.key,)),
        publish_at=at,
        expires_at=datetime.combine(last + timedelta(days=1), time(), JAPAN).astimezone(UTC),
        loudness=messaging.Loudness.POPUP if words.state(event) else messaging.Loudness.NORMAL,
        url=reverse("events:event", args=[event.key]),
    )


def _said(event: registry.Event) -> tuple[str, str]:
    name, state = words.name_of(event), words.state(event)
    when = [f"{words.days(one)} {words.hours(one.starts, one.ends)}".strip() for one in event.occurrences[:5]]
    facts = "\n".join(filter(None, [*when, words.where(event), event.unparsed_text]))
    if event.is_cancelled:
        return _("中止: %(name)s") % {"name": name}, f"{_('この催しは行われません。')}\n{facts}"
    if state:
        return _("延期: %(name)s") % {"name": name}, f"{_('この催しの日にちは変わります。')}\n{facts}"
    return _("変更: %(name)s") % {"name": name}, f"{_('日時や場所が変わりました。')}\n{facts}"
