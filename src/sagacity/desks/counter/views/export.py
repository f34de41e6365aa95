"""The queue as a table for Japanese Excel: numbers, states and times; no answers, no names of residents."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from sagacity.desks.counter import doors
from sagacity.desks.counter.filters import Filter
from sagacity.desks.counter.rows import Row, rows
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.procedures.cases import api as cases

HANDFUL = 200
MOST = 50_000
HEADINGS = (
    "番号",
    "手続",
    "状態",
    "段階",
    "課",
    "担当",
    "届いた道",
    "受付日時",
    "期限",
    "期限切れ",
    "手数料(円)",
    "支払い",
)


class _Line:
    """What a csv writer writes to: gives each line back instead of keeping it."""

    def write(self, text: str) -> str:
        return text


@policy.access(doors.LOOK)
@require_safe
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    person, at = policy.person_of(request), clock.now()
    audit.record(actor=person, action="case.list", thing=person.division or "cases", at=at, channel="desk")
    answer = StreamingHttpResponse(_lines(request, person), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = "attachment; filename=cases.csv"
    return answer


def _lines(request: HttpRequest, person: policy.Person) -> Iterator[str]:
    sheet = csv.writer(_Line())
    yield "\ufeff" + sheet.writerow(HEADINGS)
    for row in _all(request, person):
        one = row.case
        yield sheet.writerow(
            [
                one.number,
                harmless(row.title),
                row.state,
                harmless(row.stage),
                one.division,
                row.assignee,
                row.channel,
                _moment(one.submitted_at),
                _moment(one.due_at) if one.due_at else "",
                "期限切れ" if row.is_late else "",
                one.fee_yen or "",
                ("済" if one.is_paid else "まだ") if one.fee_yen else "",
            ]
        )


def _all(request: HttpRequest, person: policy.Person) -> Iterator[Row]:
    """Handful by handful, however many there are."""
    asked, after, at, many = Filter.of(request), "", clock.now(), 0
    while many < MOST:
        page = cases.queue(by=person, at=at, after=after, size=HANDFUL, **asked.asked_of_cases(by=person))
        yield from rows(page.rows, at=at)
        many, after = many + len(page.rows), page.after
        if not after:
            return


def harmless(text: str) -> str:
    """Never a formula when a spreadsheet opens it."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text


def _moment(at: object) -> str:
    return clock.local(at).strftime("%Y-%m-%d %H:%M") if at else ""  # type: ignore[arg-type]
