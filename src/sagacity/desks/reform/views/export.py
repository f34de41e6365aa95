"""Tables taken along, as CSV and as a workbook; each is written down, with what was asked for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sagacity.desks.reform import doors, export, figures
from sagacity.desks.reform.periods import PeriodForm
from sagacity.desks.reform.tables import Table
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.ui import api as ui

OFFERS = ("place", "line", "desks")


@policy.access(doors.LOOK)
@require_safe
def as_csv(request: HttpRequest, table: str) -> HttpResponse:
    found, _about = _table(request, table)
    return export.as_csv(found)


@policy.access(doors.LOOK)
@require_safe
def as_xlsx(request: HttpRequest, table: str) -> HttpResponse:
    found, about = _table(request, table)
    return export.as_xlsx(found, about=about)


def _table(request: HttpRequest, key: str) -> tuple[Table, str]:
    """The table as the page shows it, and a line that says of which days it is."""
    person, at = policy.person_of(request), clock.now()
    period = PeriodForm(request.GET, at=at, offers=OFFERS).period()
    if period is None:
        raise Http404(key)
    try:
        found = figures.table(key, period, by=person, at=at)
    except figures.NoSuchTable as problem:
        raise Http404(key) from problem
    days = f"{period.since.isoformat()}/{period.until.isoformat()}"
    audit.record(actor=person, action="reform.take_along", thing=key, at=at, channel="desk", after=days)
    said = {"since": ui.long_day(period.since), "until": ui.long_day(period.until)}
    return found, _("%(since)sから%(until)sまで。10に足りない数は隠しています。") % said
