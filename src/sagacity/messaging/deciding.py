"""Submitted by one person, approved by another where it must be; refused, taken back."""

from datetime import datetime

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.messaging import errors, models, notices, publishing, signals, types
from sagacity.messaging.types import DeliveryState, NoticeState
from sagacity.messaging.writing import held

LONGEST_WHY = 400


@transaction.atomic
def submit(*, notice: str, by: policy.Person, at: datetime) -> types.Notice:
    """Hand a draft in: it goes out at its time, or waits for a second person where one is needed.

    Raises:
        NotNow: it is no draft, or what it announces is over.
    """
    row = held(notice, (NoticeState.DRAFT,), "もう提出されています。画面を読み直してください。")
    _must_not_be_over(row, at)
    row.hands = sorted({*row.hands, notices.hand_of(by)})
    row.refused_why, row.changed_at = "", at
    if notices.as_fact(row).needs_second_person:
        row.state = NoticeState.WAITING
        row.save()
    else:
        publishing.when_its_time_comes(row, at=at)
    audit.record(actor=by, action="messaging.submit", thing=row.key, at=at, after=row.state)
    return notices.as_fact(row)


@transaction.atomic
def approve(*, notice: str, by: policy.Person, at: datetime) -> types.Notice:
    """Agree to what another person submitted; it goes out at its time.

    Raises:
        SamePerson: this person wrote, changed or submitted it.
        NotNow: it does not wait for anybody, or what it announces is over.
    """
    row = held(notice, (NoticeState.WAITING,), "承認を待っていません。画面を読み直してください。")
    if notices.hand_of(by) in row.hands:
        raise errors.SamePerson("書いた人や提出した人は承認できません。ほかの承認者に頼んでください。")
    _must_not_be_over(row, at)
    row.approved_by, row.approved_by_name, row.approved_at = by.key, by.name, at
    row.changed_at = at
    publishing.when_its_time_comes(row, at=at)
    audit.record(actor=by, action="messaging.approve", thing=row.key, at=at, after=notices.content_of(row))
    return notices.as_fact(row)


@transaction.atomic
def refuse(*, notice: str, why: str, by: policy.Person, at: datetime) -> types.Notice:
    """Send a submitted notice back to its writer, and say why; it is a draft again.

    Raises:
        NothingSaid: nobody can mend what nobody explained.
        NotNow: it does not wait for anybody.
    """
    row = held(notice, (NoticeState.WAITING,), "承認を待っていません。画面を読み直してください。")
    row.state, row.refused_why, row.changed_at = NoticeState.DRAFT, _reason(why), at
    row.save()
    audit.record(actor=by, action="messaging.refuse", thing=row.key, at=at, purpose=row.refused_why)
    return notices.as_fact(row)


@transaction.atomic
def recall(*, notice: str, why: str, by: policy.Person, at: datetime) -> types.Notice:
    """Take back what is out or about to go out: whatever has not left is cancelled, and it is shown no more.

    Raises:
        NothingSaid: those who have read it must be told why.
        NotNow: it is neither published nor scheduled.
    """
    states = (NoticeState.PUBLISHED, NoticeState.SCHEDULED)
    row = held(notice, states, "公開中または予約中のお知らせだけ取り消せます。画面を読み直してください。")
    row.state, row.recalled_why = NoticeState.RECALLED, _reason(why)
    row.recalled_at = row.changed_at = at
    row.save()
    waiting = models.Delivery.objects.filter(notice=row, state=DeliveryState.WAITING)
    waiting.update(state=DeliveryState.CANCELLED, why="recalled", due_at=None, fall_back_at=None)
    models.Delivery.objects.filter(notice=row, fall_back_at__isnull=False).update(fall_back_at=None)
    audit.record(actor=by, action="messaging.recall", thing=row.key, at=at, purpose=row.recalled_why)
    fact = notices.as_fact(row)
    signals.notice_recalled.announce(fact)
    return fact


def _must_not_be_over(row: models.Notice, at: datetime) -> None:
    if row.expires_at <= at:
        raise errors.NotNow("掲載を終える日時がもう過ぎています。日時を直してから、もう一度出してください。")


def _reason(why: str) -> str:
    if not why.strip():
        raise errors.NothingSaid("理由を書いてください。")
    return why.strip()[:LONGEST_WHY]
