"""What whoever asked for a key is told by mail: never the key, only where it can be taken once."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.miniapps.developers import models

APP = "developers"
TAKEN_WITHIN = timedelta(days=14)  # of the address in the mail; their own page stays

APPROVED = _("鍵を受け取れます：%(name)s")
APPROVED_BODY = _(
    "「%(name)s」の鍵の申込みが承認されました。次のページを開いて、鍵を受け取ってください。"
    "鍵が出るのは1回だけです。このページのアドレスは%(days)s日間使えます。ほかの人に渡さないでください。"
)
DECLINED = _("鍵は渡せませんでした：%(name)s")
DECLINED_BODY = _(
    "「%(name)s」の鍵の申込みをお断りしました。理由：%(why)s 内容を直して、もう一度申し込めます。"
)


def that_it_can_be_taken(row: models.KeyRequest, token: str, *, at: datetime) -> bool:
    """Whether a mail goes out with the address at which the key is taken."""
    words = {"name": row.name, "days": TAKEN_WITHIN.days}
    url = reverse("developers:follow", args=[token])
    return _mail(row, "approved", _said(APPROVED, words), _said(APPROVED_BODY, words), url, at)


def that_it_was_declined(row: models.KeyRequest, *, at: datetime) -> bool:
    """Whether a mail goes out with the reason."""
    words = {"name": row.name, "why": row.why}
    url = reverse("developers:ask")
    return _mail(row, "declined", _said(DECLINED, words), _said(DECLINED_BODY, words), url, at)


def _mail(
    row: models.KeyRequest,
    what: str,
    title: Mapping[str, str],
    body: Mapping[str, str],
    url: str,
    at: datetime,
) -> bool:
    draft = messaging.Draft(
        title=title,
        body=body,
        audience=messaging.Audience(),
        publish_at=at,
        expires_at=at + TAKEN_WITHIN,
        loudness=messaging.Loudness.NORMAL,
        url=url,
    )
    said = messaging.mail_contact(
        client_key=f"developers.{what}:{row.key}",
        address=row.contact,
        language=row.language,
        draft=draft,
        app=APP,
        at=at,
    )
    return said is not None


def _said(text: Promise | str, words: Mapping[str, object]) -> dict[str, str]:
    """One sentence in every language of the city."""
    return ui.in_every_language(lambda _code: str(text) % words, of_room=__name__)
