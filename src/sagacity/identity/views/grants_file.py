"""All grants as a table that Japanese Excel opens; whoever takes it away stands in the audit log."""

import csv
from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sagacity.identity import staff, types
from sagacity.identity.views.people import MANAGE
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit

HEADINGS = (
    "職員ID", "氏名", "課・部署", "アカウント", "種類", "役割・列", "開始日", "終了日", "今日有効",
    "理由", "与えた人", "承認した人",
)  # fmt: skip


@policy.access(MANAGE)
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    members = staff.members()
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = "attachment; filename=grants.csv"
    sheet = csv.writer(answer)
    sheet.writerow(HEADINGS)
    for member in members:
        for row in _rows(member, clock.day(at)):
            sheet.writerow([_plain(each) for each in row])
    thing = "urn:ngsi-ld:Staff:all"
    audit.record(actor=policy.person_of(request), action="staff.grants_file", thing=thing, at=at)
    return answer


def _rows(member: types.StaffMember, today: date) -> Iterator[tuple[object, ...]]:
    who = (member.login, member.name, member.division, _("利用中") if member.active else _("停止中"))
    held: list[types.Grant | types.ColumnGrant] = [*member.grants, *member.columns]
    for each in held:
        kind = _("役割") if isinstance(each, types.Grant) else _("列")
        is_on = each.starts_on <= today and (each.ends_on is None or today <= each.ends_on)
        ends = each.ends_on or ""
        given = (each.reason, each.given_by_name, each.approved_by_name)
        yield (*who, kind, each.title, each.starts_on, ends, "○" if is_on and member.active else "", *given)


def _plain(value: object) -> str:
    """A text that begins like a formula would be one in Excel."""
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
