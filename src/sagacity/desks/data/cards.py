"""What the data desk says on the staff home."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.broker import api as broker
from sagacity.desks.data import doors, tasks, troubles, waiting
from sagacity.kit.cards import StaffCard
from sagacity.kit.policy import Person
from sagacity.registry import api as registry


def staff_cards(*, person: Person, at: datetime) -> list[StaffCard]:
    """Files and corrections that wait for this person, and what is wrong on the data-linkage platform."""
    found = [*_runs(person), *_corrections()] if person.may(doors.LOOK.permission) else []
    return [*found, *_platform()] if person.may(doors.LIVE.permission) else found


def _runs(person: Person) -> list[StaffCard]:
    found = waiting.runs_for(person)
    asked = [run for run in found if run.state == "submitted"]
    own = [run for run in found if run.state != "submitted"]
    home = reverse("desk_data:home")
    cards = []
    if asked:
        cards.append(StaffCard(_("承認を待っているデータ"), _named(asked), home, len(asked), "check"))
    if own:
        cards.append(StaffCard(_("確認して提出するデータ"), _named(own), home, len(own), "table"))
    return cards


def _corrections() -> list[StaffCard]:
    found = registry.corrections(state="open")
    if not found:
        return []
    text = "、".join(one.record_name for one in found[:3])
    return [
        StaffCard(_("「この情報は違います」"), text, reverse("desk_data:corrections"), len(found), "edit")
    ]


def _platform() -> list[StaffCard]:
    """Open alarms and what nobody tries any more; what the house knows by itself if it must."""
    try:
        return _answered()
    except broker.Unreachable:
        away = _("保存場所が答えません。値は届くまで機器と中継に残ります。")
        cards = [
            StaffCard(_("データ連携基盤につながりません"), away, reverse("desk_data:devices"), 1, "warning")
        ]
        if known := tasks.open_tasks():
            text = "、".join(one.alarm.name for one in known[:3])
            cards.append(
                StaffCard(_("センサーの警報"), text, reverse("desk_data:devices"), len(known), "warning")
            )
        return cards


def _answered() -> list[StaffCard]:
    cards = []
    if alarms := broker.open_alarms():
        text = "、".join(troubles.alarm(one).text for one in alarms[:2])
        cards.append(
            StaffCard(_("センサーの警報"), text, reverse("desk_data:devices"), len(alarms), "warning")
        )
    if lost := [one for one in broker.endpoints_waited_for() if one.dead]:
        text = "、".join(one.endpoint or _("宛先をつくれなかったもの") for one in lost[:2])
        count = sum(one.dead for one in lost)
        cards.append(
            StaffCard(
                _("届けるのをあきらめた知らせ"), text, reverse("desk_data:subscriptions"), count, "bell"
            )
        )
    return cards


def _named(runs: list[registry.ImportRun]) -> str:
    return "、".join(run.file for run in runs[:3]) + (" …" if len(runs) > 3 else "")
