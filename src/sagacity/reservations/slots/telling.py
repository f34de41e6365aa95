"""What people are told of their appointments, in the six languages of the city."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.reservations.slots import contacts, models
from sagacity.reservations.slots.types import SlotState, WaiterNews

APP = "booking"  # in whose name the notice stands among a person's notices
MARK = "reservations.slot"  # whoever has a time, or waits for one, is somebody the city can reach
PAGE = "/apps/booking/mine/"

TOMORROW = _("あしたの予約：%(service)s")
TOMORROW_BODY = _(
    "%(when)s、「%(service)s」の予約があります。場所は%(place)sです。来られないときは、予約のページで取り消してください。待っている人にゆずれます。"
)
BOOKED = _("予約しました：%(service)s")
BOOKED_BODY = _("%(when)s、「%(service)s」の予約を受け付けました。場所は%(place)sです。")
OFFERED = _("空きが出ました：%(service)s")
OFFERED_BODY = _(
    "%(when)s、「%(service)s」に空きが出ました。%(until)sまで、あなたのために取っておきます。予約のページで決めてください。すぎると、次の人の番になります。"
)
CANCELLED = _("予約が取り消されました：%(service)s")
CANCELLED_BODY = _("%(when)sの「%(service)s」の予約を、市が取り消しました。%(why)s")
MOVED = _("予約の時間が変わりました：%(service)s")
MOVED_BODY = _("「%(service)s」の予約は、%(when)sに変わりました。場所は%(place)sです。")
WON = _("抽選に当たりました：%(service)s")
WON_BODY = _(
    "%(when)s、「%(service)s」が当たりました。%(until)sまでに、予約のページで決めてください。すぎると、取り消しになります。"
)
LOST = _("抽選の結果：%(service)s")
LOST_BODY = _(
    "「%(service)s」の抽選は、当たりませんでした。くじが正しいかは、抽選のページのデータで、だれでも確かめられます。"
)


def keep_reachable(holder: str, *, language: str, at: datetime) -> None:
    """Let messaging know a person by what they have to come or wait for, until there is nothing."""
    if not holder:
        return
    slots = models.Slot.objects.filter(holder=holder, state__in=[SlotState.HELD, SlotState.CONFIRMED])
    live = set(slots.filter(ends__gt=at).values_list("key", flat=True))
    live |= set(models.Waiter.objects.filter(holder=holder, until__gt=at).values_list("key", flat=True))
    live |= set(models.Entry.objects.filter(holder=holder, slot=None).values_list("key", flat=True))
    messaging.mark(person=holder, kind=MARK, values=live, language=language, at=at)


def that_it_is_booked(row: models.Slot, *, at: datetime) -> None:
    """By mail alone: the page said it when they booked, and a caller has no page."""
    _mail(row, "booked", _draft(row, BOOKED, BOOKED_BODY, at=at), at=at)


def that_it_is_tomorrow(row: models.Slot, *, at: datetime) -> None:
    _tell(row, "tomorrow", TOMORROW, TOMORROW_BODY, at=at)


def that_it_was_cancelled(row: models.Slot, *, why: str, at: datetime) -> None:
    _tell(row, "cancelled", CANCELLED, CANCELLED_BODY, at=at, why=why)


def that_it_was_moved(row: models.Slot, *, at: datetime) -> None:
    _tell(row, "moved", MOVED, MOVED_BODY, at=at)


def that_it_is_offered(row: models.Slot, news: WaiterNews) -> None:
    until = datetime.fromisoformat(news.until)
    _tell(row, "offered", OFFERED, OFFERED_BODY, at=news.at, until=until)


def that_it_is_won(row: models.Slot, *, at: datetime) -> None:
    _tell(row, "won", WON, WON_BODY, at=at, until=row.expires_at)


def that_it_is_lost(entry: models.Entry, *, at: datetime) -> None:
    if not entry.holder:
        return
    title = _said(LOST, entry.round.service.name, {})
    body = _said(LOST_BODY, entry.round.service.name, {})
    draft = messaging.draft_for(
        people=[entry.holder],
        title=title,
        body=body,
        url=f"/apps/booking/rounds/{entry.round.key}/",
        useful_until=at,
        at=at,
    )
    messaging.remind(client_key=f"slots.lost:{entry.key}", draft=draft, app=APP, at=at)


def _tell(
    row: models.Slot,
    what: str,
    title: Promise | str,
    body: Promise | str,
    *,
    at: datetime,
    until: datetime | None = None,
    why: str = "",
) -> None:
    draft = _draft(row, title, body, at=at, until=until, why=why)
    _mail(row, what, draft, at=at)
    if row.holder:
        messaging.remind(client_key=f"slots.{what}:{row.key}", draft=draft, app=APP, at=at)


def _mail(row: models.Slot, what: str, draft: messaging.Draft, *, at: datetime) -> None:
    contact = contacts.of(row)
    if contact.mail:
        messaging.mail_contact(
            client_key=f"slots.mail.{what}:{row.key}",
            address=contact.mail,
            language=contact.language,
            draft=draft,
            app=APP,
            at=at,
        )


def _draft(
    row: models.Slot,
    title: Promise | str,
    body: Promise | str,
    *,
    at: datetime,
    until: datetime | None = None,
    why: str = "",
) -> messaging.Draft:
    words: dict[str, object] = {"begins": row.begins, "until": until, "place": row.resource.name, "why": why}
    name = row.service.name
    return messaging.draft_for(
        people=[row.holder] if row.holder else [],
        title=_said(title, name, words),
        body=_said(body, name, words),
        url=f"{PAGE}{row.key}/",
        useful_until=until or row.begins,
        at=at,
    )


def _said(text: Promise | str, service: Mapping[str, str], words: Mapping[str, object]) -> dict[str, str]:
    """One sentence in every language of the city."""

    def of(code: str) -> str:
        said = {
            name: ui.moment(value)
            if isinstance(value, datetime)
            else (in_language(value, code) if isinstance(value, Mapping) else value)
            for name, value in words.items()
        }
        said["when"] = said.get("begins", "")
        return str(text) % {**said, "service": in_language(service, code)}

    return ui.in_every_language(of, of_room=__name__)
