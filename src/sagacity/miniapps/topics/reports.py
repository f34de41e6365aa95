"""Reports: a reader says that a post is wrong or hurts somebody; staff look and decide."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.city import api as city
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import models

MOST_A_DAY = 10
ABOUT: dict[str, Promise | str] = {
    "wrong": gettext_lazy("事実とちがう"),
    "hurts": gettext_lazy("だれかを傷つける"),
    "private": gettext_lazy("個人の情報が書かれている"),
    "selling": gettext_lazy("宣伝や勧誘"),
    "other": gettext_lazy("そのほか"),
}


class TooManyReports(Exception):
    """One device reports a few posts a day, not all of them."""


class NoSuchReport(LookupError):
    """There is no report of this key."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one reader said of one post, and what became of it."""

    key: str
    post: str
    about: str
    words: str
    at: datetime
    outcome: str  # "" | "kept" | "taken_down"
    answer: str
    decided_by_name: str
    decided_at: datetime | None

    @property
    def about_words(self) -> str:
        return str(ABOUT.get(self.about, self.about))


def reports(*, open_only: bool = True, post: str = "", limit: int = 100) -> list[Report]:
    """Reports, the oldest open one first; decided ones newest first."""
    rows = models.PostReport.objects.all()
    if post:
        rows = rows.filter(post=post)
    rows = rows.filter(outcome="").order_by("at", "id") if open_only else rows.order_by("-at", "-id")
    return [_as_fact(row) for row in rows[:limit]]


def how_many() -> int:
    """Reports nobody has looked at."""
    return models.PostReport.objects.filter(outcome="").count()


def has_reported(*, post: str, reporter: str) -> bool:
    return bool(reporter) and models.PostReport.objects.filter(post=post, reporter=reporter).exists()


@transaction.atomic
def report(*, post: str, reporter: str, about: str, words: str, language: str, at: datetime) -> Report:
    """Keep what a reader says; said twice by one device, it is one report.

    Raises:
        TooManyReports: this device reported enough for a day.
    """
    mine = models.PostReport.objects.filter(reporter=reporter)
    there = mine.filter(post=post).first()
    if there is not None:
        return _as_fact(there)
    if mine.filter(at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooManyReports(reporter)
    row = models.PostReport(
        key=keys.new("PostReport"),
        post=post,
        reporter=reporter,
        about=about if about in ABOUT else "other",
        words=words.strip()[:600],
        language=language,
        at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _as_fact(mine.get(post=post))
    audit.record(actor=policy.Person(reporter, "", "resident"), action="post.report", thing=post, at=at)
    return _as_fact(row)


@transaction.atomic
def decide(*, key: str, take_down: bool, answer: str, by: policy.Person, at: datetime) -> Report:
    """Keep the post or take it down; who reported it is told. Other open reports of the post end with it.

    Raises:
        NoSuchReport: there is none of this key.
        messaging.NothingSaid: a post is not taken down without a reason.
    """
    row = models.PostReport.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise NoSuchReport(key)
    if row.outcome:
        return _as_fact(row)
    if take_down:
        _take_down(row.post, answer, by, at)
    together = models.PostReport.objects.select_for_update().filter(post=row.post, outcome="")
    for one in together if take_down else [row]:
        one.outcome, one.answer = ("taken_down" if take_down else "kept"), answer.strip()[:400]
        one.decided_by, one.decided_by_name, one.decided_at = by.key, by.name, at
        one.save()
        audit.record(actor=by, action=f"post.report_{one.outcome}", thing=one.post, at=at, purpose=one.answer)
        _tell(one, at)
    row.refresh_from_db()
    return _as_fact(row)


def kept(reporter: str) -> dict[str, Any]:
    """What somebody reported, and what became of it, for them to read or take along."""
    return {
        "reports": [
            {
                "post": row.post,
                "about": row.about,
                "words": row.words,
                "at": row.at.isoformat(),
                "outcome": row.outcome,
                "answer": row.answer,
            }
            for row in models.PostReport.objects.filter(reporter=reporter).order_by("id")
        ]
    }


def forget(*, reporter: str) -> None:
    """A device is forgotten: its open reports stay for staff, without saying whose they are."""
    for row in models.PostReport.objects.filter(reporter=reporter):
        row.reporter = keys.new("Nobody")
        row.save(update_fields=["reporter"])


@transaction.atomic
def hand_over(*, old: str, new: str) -> None:
    """What was reported on a device belongs to another now.

    Where both reported a post, both reports stay, and that of the joined device names no one.
    """
    told = models.PostReport.objects.filter(reporter=new).values_list("post", flat=True)
    models.PostReport.objects.filter(reporter=old).exclude(post__in=list(told)).update(reporter=new)
    forget(reporter=old)


def _take_down(post: str, why: str, by: policy.Person, at: datetime) -> None:
    if messaging.notice(key=post).state in {
        messaging.NoticeState.PUBLISHED,
        messaging.NoticeState.SCHEDULED,
    }:
        messaging.recall(notice=post, why=why, by=by, at=at)
    elif not why.strip():
        raise messaging.NothingSaid("理由を書いてください。")


def _tell(row: models.PostReport, at: datetime) -> None:
    """A quiet word to whoever reported."""
    if row.reporter.startswith("urn:ngsi-ld:Nobody:"):
        return
    titles: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for language in (one.code for one in city.languages()):
        with translation.override(language):
            titles[language] = _("知らせてくださった投稿を、市が確かめました")
            done = (
                _("投稿を取り下げました。ありがとうございました。")
                if row.outcome == "taken_down"
                else _("確かめた結果、投稿はそのままにしました。知らせてくださり、ありがとうございました。")
            )
            bodies[language] = "\n".join(filter(None, [done, row.answer]))
    messaging.remind(
        client_key=f"report:{row.key}",
        app="topics",
        at=at,
        draft=messaging.Draft(
            title=titles,
            body=bodies,
            audience=messaging.Audience(people=(row.reporter,)),
            publish_at=at,
            expires_at=at + timedelta(days=30),
            loudness=messaging.Loudness.QUIET,
        ),
    )


def _as_fact(row: models.PostReport) -> Report:
    return Report(
        key=row.key,
        post=row.post,
        about=row.about,
        words=row.words,
        at=row.at,
        outcome=row.outcome,
        answer=row.answer,
        decided_by_name=row.decided_by_name,
        decided_at=row.decided_at,
    )
