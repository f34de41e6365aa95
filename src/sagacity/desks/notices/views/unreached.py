"""People whom nothing reached, so that the division can think of other ways."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from sagacity.desks.notices import doors, words
from sagacity.kit import policy
from sagacity.kit.city import api as city
from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging

PER_PAGE = 50
HANDFUL = 1000
HEADINGS = ("登録の番号", "ことばの設定", "試した届け方", "状態", "理由")


class _Line:
    """What a csv writer writes to: gives each line back instead of keeping it."""

    def write(self, text: str) -> str:
        return text


@policy.access(doors.LOOK)
def page(request: HttpRequest, key: str) -> HttpResponse:
    notice = doors.notice_or_404(key)
    context = {
        "notice": notice,
        "people": messaging.unreached(
            notice=key, limit=PER_PAGE, offset=ui.offset(request, per_page=PER_PAGE)
        ),
        "total": messaging.count_unreached(notice=key),
        "per_page": PER_PAGE,
        "languages": city.LANGUAGE_NAMES,
        "states": words.DELIVERIES,
    }
    return render(request, "desk_notices/unreached.html", context)


@policy.access(doors.LOOK)
def as_csv(request: HttpRequest, key: str) -> StreamingHttpResponse:
    """All of them as a table that Japanese Excel opens; read in handfuls, however many they are."""
    doors.notice_or_404(key)
    answer = StreamingHttpResponse(_lines(key), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = "attachment; filename=unreached.csv"
    return answer


def _lines(key: str) -> Iterator[str]:
    sheet = csv.writer(_Line())
    yield "\ufeff" + sheet.writerow(HEADINGS)
    offset = 0
    while people := messaging.unreached(notice=key, limit=HANDFUL, offset=offset):
        offset += len(people)
        for one in people:
            tried = [
                "・".join(str(words.CHANNELS.get(each.channel, each.channel)) for each in one.tried),
                "・".join(str(words.DELIVERIES[each.state]) for each in one.tried),
                "・".join(str(words.why_not(each.why)) for each in one.tried if each.why),
            ]
            yield sheet.writerow([one.person, city.LANGUAGE_NAMES.get(one.language, one.language), *tried])
