"""Notices as facts, and questions about many of them."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from sagacity.kit import policy
from sagacity.kit.search import api as search
from sagacity.messaging import audiences, errors, models, types
from sagacity.messaging.types import Loudness, NoticeState, Origin

ANYBODYS = (Origin.STAFF, Origin.NEIGHBOUR)
OUT = (NoticeState.PUBLISHED, NoticeState.RECALLED)


def notice(*, key: str) -> types.Notice:
    """One notice, in whatever state it is.

    Raises:
        NoSuchNotice: there is none of this key.
    """
    row = models.Notice.objects.filter(key=key).first()
    if row is None:
        raise errors.NoSuchNotice(key)
    return as_fact(row)


def notices(
    *,
    states: Collection[NoticeState] = (),
    words: str = "",
    topic: str = "",
    origin: Origin | None = None,
    app: str = "",
    written_by: str = "",
    limit: int = 50,
    offset: int = 0,
) -> types.NoticePage:
    """Notices for those who write them, newest first."""
    rows = _with_words(models.Notice.objects.all(), words)
    if states:
        rows = rows.filter(state__in=states)
    if topic:
        rows = rows.filter(topic=topic)
    if origin:
        rows = rows.filter(origin=origin)
    if app:
        rows = rows.filter(app=app)
    if written_by:
        rows = rows.filter(written_by=written_by)
    return _page(rows.order_by("-id"), limit, offset)


def archive(
    *,
    words: str = "",
    topic: str = "",
    district: str = "",
    topics: Collection[str] = (),
    districts: Collection[str] = (),
    at: datetime,
    limit: int = 20,
    offset: int = 0,
) -> types.NoticePage:
    """What anybody may read: what was published and not taken back, newest first.

    With a district, what is for that town or for the whole city; with several, for any of them.
    """
    rows = models.Notice.objects.filter(
        state=NoticeState.PUBLISHED, open_to_all=True, origin__in=ANYBODYS, published_at__lte=at
    )
    rows = _with_words(rows, words)
    if wanted := {topic, *topics} - {""}:
        rows = rows.filter(topic__in=wanted)
    if here := {district, *districts} - {""}:
        there = models.NoticeTown.objects.filter(notice=OuterRef("pk"), town__in=here)
        rows = rows.filter(Q(everywhere=True) | Exists(there))
    return _page(rows.order_by("-published_at", "-id"), limit, offset)


def needs_second_person(content: types.Draft, origin: Origin) -> bool:
    """Whether somebody else must agree: it rings the whole city, nothing holds it, or a neighbour speaks."""
    rings_the_city = content.audience.is_everybody and content.loudness != Loudness.QUIET
    return rings_the_city or content.loudness == Loudness.URGENT or origin == Origin.NEIGHBOUR


def hand_of(by: policy.Person) -> str:
    """Who acts, as the two-person rule compares people."""
    return by.key or by.name


def content_of(row: models.Notice) -> types.Draft:
    return types.Draft(
        title=row.title,
        body=row.body,
        audience=audiences.read(row.audience),
        publish_at=row.publish_at,
        expires_at=row.expires_at,
        loudness=Loudness(row.loudness),
        topic=row.topic,
        url=row.url,
        attachments=tuple(row.attachments),
        channels=tuple(row.channels),
        useful_until=row.useful_until,
    )


def as_fact(row: models.Notice) -> types.Notice:
    content, origin = content_of(row), Origin(row.origin)
    return types.Notice(
        key=row.key,
        origin=origin,
        app=row.app,
        state=NoticeState(row.state),
        content=content,
        written_by=row.written_by,
        written_by_name=row.written_by_name,
        division=row.division,
        approved_by_name=row.approved_by_name,
        refused_why=row.refused_why,
        recalled_why=row.recalled_why,
        created_at=row.created_at,
        changed_at=row.changed_at,
        approved_at=row.approved_at,
        recalled_at=row.recalled_at,
        needs_second_person=needs_second_person(content, origin),
        published_at=row.published_at,
    )


def folded(texts: Iterable[str]) -> str:
    """Words as search compares them: width, case and kana do not matter."""
    return search.fold("\n".join(texts))


def _with_words(rows: QuerySet[models.Notice], words: str) -> QuerySet[models.Notice]:
    for word in search.fold(words).split():
        rows = rows.filter(folded__contains=word)
    return rows


def _page(rows: QuerySet[models.Notice], limit: int, offset: int) -> types.NoticePage:
    return types.NoticePage(
        notices=tuple(as_fact(row) for row in rows[offset : offset + limit]), total=rows.count()
    )
