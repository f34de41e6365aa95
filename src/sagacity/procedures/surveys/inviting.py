"""Saying that there is a survey: a notice for everybody or for a topic, and a last call.

Nobody can be reminded because they have not answered: that would say who has.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.kit.manifest import in_language
from sagacity.messaging import api as messaging
from sagacity.messaging.api import Notice
from sagacity.procedures.surveys import models, surveys, types
from sagacity.procedures.surveys.refusals import IsClosed

APP = "surveys"
DAYS_BEFORE = 3  # the reminder
LONGEST = timedelta(days=30)


def invite(*, survey: str, topics: Sequence[str] = (), by: policy.Person, at: datetime) -> Notice:
    """A draft that invites; it goes the way of every notice, by a second person where the city wants one.

    Raises:
        NoSuchSurvey, IsClosed, BadAudience
    """
    found = surveys.survey(key=survey, at=at)
    if not found.is_open:
        raise IsClosed(survey)
    draft = _draft(found, messaging.Audience(topics=tuple(topics)), at, is_last_call=False)
    key = f"survey:{survey}:{','.join(sorted(topics))}"
    return messaging.write(client_key=key, draft=draft, by=by, app=APP, at=at)


def remind_of_those_that_end(*, at: datetime) -> int:
    """Lay a last call before the staff, once for each survey that is about to end; says for how many.

    A notice to everybody is never sent by a clock alone. Home screens remind by themselves, see `cards.py`.
    """
    last = clock.day(at) + timedelta(days=DAYS_BEFORE)
    rows = models.Survey.objects.filter(closed_on=None, reminded=False, closes_on__lte=last)
    done = 0
    for row in rows.filter(closes_on__gte=clock.day(at)):
        draft = _draft(surveys.as_fact(row, at=at), messaging.Audience(), at, is_last_call=True)
        key = f"survey:{row.procedure}:last"
        messaging.write(client_key=key, draft=draft, by=policy.SYSTEM, app=APP, at=at)
        done += models.Survey.objects.filter(pk=row.pk).update(reminded=True)
    return done


def _draft(
    found: types.Survey, audience: messaging.Audience, at: datetime, *, is_last_call: bool
) -> messaging.Draft:
    title, body = {}, {}
    for one in city.languages():
        with translation.override(one.code):
            said = {"name": in_language(found.name, one.code)}
            title[one.code] = _("アンケート：%(name)s") % said
            body[one.code] = _last_words() if is_last_call else in_language(found.about, one.code)
    end = (
        datetime.combine(found.closes_on, time(23, 59), tzinfo=clock.JAPAN)
        if found.closes_on
        else at + LONGEST
    )
    return messaging.Draft(
        title=title,
        body=body,
        audience=audience,
        publish_at=at,
        expires_at=max(end, at + timedelta(hours=1)),
        url=f"/apps/surveys/{found.key}/",
    )


def _last_words() -> str:
    return _(
        "もうすぐ終わります。答えた人には、もう一度お願いすることはありません。だれが答えたかは、市にもわかりません。"
    )
