"""Writing notices: drafts, changes, and what the program itself says."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.messaging import audiences, errors, models, notices, publishing, types
from sagacity.messaging.types import Channel, NoticeState, Origin

LONGEST_TITLE, LONGEST_BODY = 200, 8000
LONGEST_CLIENT_KEY = 160
BESIDE_INBOX = {Channel.PUSH, Channel.MAIL, Channel.LINE, Channel.SIGNAGE}
OPEN = (NoticeState.DRAFT, NoticeState.WAITING, NoticeState.SCHEDULED)


@transaction.atomic
def write(
    *,
    client_key: str,
    draft: types.Draft,
    by: policy.Person,
    origin: Origin = Origin.STAFF,
    app: str = "",
    at: datetime,
) -> types.Notice:
    """Keep a draft. Whoever asks twice with the same client key gets the first notice back, unchanged.

    Raises:
        NothingSaid, BadAudience, BadDraft: with what is wrong, in words for its writer.
    """
    check(draft)
    row, new = _insert(
        client_key=client_key,
        draft=draft,
        app=app,
        at=at,
        origin=origin,
        written_by=by.key,
        written_by_name=by.name,
        division=by.division,
        hands=[notices.hand_of(by)],
    )
    if new:
        audit.record(actor=by, action="messaging.write", thing=row.key, at=at, after=draft)
    return notices.as_fact(row)


@transaction.atomic
def revise(
    *,
    notice: str,
    draft: types.Draft,
    by: policy.Person,
    at: datetime,
    seen: types.Draft | None = None,
) -> types.Notice:
    """Change what is not published yet; it is a draft again, and whoever agreed must agree anew.

    `seen` is what its writer saw before changing it: another's work is not written over unseen.

    Raises:
        NotNow: it is published or taken back.
        Overtaken: somebody else has changed it meanwhile; nothing was changed.
        NothingSaid, BadAudience, BadDraft: with what is wrong.
    """
    check(draft)
    row = held(notice, OPEN, "公開したお知らせは直せません。取り消して、新しく書いてください。")
    before = notices.content_of(row)
    if seen is not None and seen != before:
        raise errors.Overtaken("ほかの人が先に直しました。両方の文を見くらべてください。")
    for name, value in _columns(draft).items():
        setattr(row, name, value)
    row.state, row.approved_by, row.approved_by_name, row.approved_at = NoticeState.DRAFT, "", "", None
    row.hands = sorted({*row.hands, notices.hand_of(by)})
    row.changed_at = at
    row.save()
    audit.record(actor=by, action="messaging.revise", thing=row.key, at=at, before=before, after=draft)
    return notices.as_fact(row)


@transaction.atomic
def discard(*, notice: str, by: policy.Person, at: datetime) -> None:
    """Throw a draft away.

    Raises:
        NotNow: it is no draft any more.
    """
    row = held(notice, (NoticeState.DRAFT,), "下書きだけ捨てられます。")
    audit.record(actor=by, action="messaging.discard", thing=row.key, at=at, before=notices.content_of(row))
    row.delete()


@transaction.atomic
def remind(*, client_key: str, draft: types.Draft, app: str, at: datetime) -> types.Notice:
    """The program speaks, because somebody asked for it; published at its time without a second person.

    The same client key does nothing a second time.

    Raises:
        BadAudience: the program never speaks to the whole city by itself.
    """
    check(draft)
    if draft.audience.is_everybody:
        raise errors.BadAudience("a reminder is for those who asked for it: name people or marks")
    row, new = _insert(
        client_key=client_key,
        draft=draft,
        app=app,
        at=at,
        origin=Origin.REMINDER,
        written_by=policy.SYSTEM.key,
        written_by_name=policy.SYSTEM.name,
    )
    if new:
        publishing.when_its_time_comes(row, at=at)
    return notices.as_fact(row)


def check(draft: types.Draft) -> None:
    """Refuse what cannot be kept, in words for its writer."""
    if not draft.title.get("ja", "").strip() or not draft.body.get("ja", "").strip():
        raise errors.NothingSaid("日本語の見出しと本文を書いてください。")
    if any(len(one) > LONGEST_TITLE for one in draft.title.values()):
        raise errors.BadDraft(f"見出しは{LONGEST_TITLE}文字までです。短くしてください。")
    if any(len(one) > LONGEST_BODY for one in draft.body.values()):
        raise errors.BadDraft(f"本文は{LONGEST_BODY:,}文字までです。短くしてください。")
    if draft.expires_at <= draft.publish_at:
        raise errors.BadDraft("掲載を終える日時は、公開する日時より後にしてください。")
    if draft.url and (not draft.url.startswith("/") or draft.url.startswith("//") or len(draft.url) > 300):
        raise errors.BadDraft("リンク先は、この市のページ（「/」で始まるアドレス）にしてください。")
    if not set(draft.channels) <= BESIDE_INBOX:
        raise errors.BadDraft("知らせ方を、もう一度えらんでください。")
    if draft.topic and not models.Topic.objects.filter(key=draft.topic).exists():
        raise errors.BadDraft("そのトピックはありません。えらび直してください。")
    audiences.check(draft.audience)


def held(key: str, states: tuple[NoticeState, ...], otherwise: str) -> models.Notice:
    """A notice held until the transaction ends, if it is in one of some states.

    Raises:
        NoSuchNotice: there is none.
        NotNow: it is in another state; the text says what to do then.
    """
    row = models.Notice.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise errors.NoSuchNotice(key)
    if row.state not in states:
        raise errors.NotNow(otherwise)
    return row


def _insert(
    *, client_key: str, draft: types.Draft, app: str, at: datetime, **more: Any
) -> tuple[models.Notice, bool]:
    """A new row, or the first one of the same client key, also when two ask in the same moment."""
    whole = f"{app}:{client_key}"
    if len(whole) > LONGEST_CLIENT_KEY:
        whole = hashlib.sha256(whole.encode()).hexdigest()
    first = models.Notice.objects.filter(client_key=whole).first()
    if first is not None:
        return first, False
    row = models.Notice(
        key=keys.new("Notice"),
        client_key=whole,
        app=app,
        created_at=at,
        changed_at=at,
        **_columns(draft),
        **more,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return models.Notice.objects.get(client_key=whole), False
    return row, True


def _columns(draft: types.Draft) -> dict[str, Any]:
    title, body = _said(draft.title), _said(draft.body)
    audience = draft.audience
    return {
        "title": title,
        "body": body,
        "folded": notices.folded([*title.values(), *body.values()]),
        "audience": audiences.write(audience),
        "open_to_all": audiences.is_open_to_all(audience),
        "everywhere": not audiences.names_places(audience),
        "publish_at": draft.publish_at,
        "expires_at": draft.expires_at,
        "loudness": draft.loudness,
        "topic": draft.topic,
        "url": draft.url,
        "attachments": list(draft.attachments),
        "channels": list(draft.channels),
        "useful_until": draft.useful_until,
    }


def _said(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text.strip() for language, text in texts.items() if text.strip()}
