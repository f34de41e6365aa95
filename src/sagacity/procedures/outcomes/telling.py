"""The news that a document is there, in six languages and without a name."""

from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.procedures.cases import api as cases
from sagacity.procedures.outcomes import models, types

APP = "apply"  # in whose name the notice stands
STANDS_FOR = timedelta(days=90)
HERE = _("書類ができました：%(title)s")
YES_AND_HERE = _("認められました。書類ができました：%(title)s")
HERE_BODY = {
    "inbox": _("「%(title)s」ができました。申請のページから開けます。受付番号は%(number)sです。"),
    "counter": _("「%(title)s」ができました。窓口で受け取れます。受付番号は%(number)sです。"),
    "post": _("「%(title)s」ができました。郵便で送ります。受付番号は%(number)sです。"),
}


def that_it_is_there(news: types.DocumentNews) -> None:
    """With the yes, unless that was told before, because the document could not be made at once."""
    row = models.Document.objects.filter(key=news.document).exclude(applicant="").first()
    if row is None:
        return
    is_told = row.generation > 1 or models.Trouble.objects.filter(case=row.case, part=row.part).exists()
    heading = HERE if is_told else YES_AND_HERE

    def said(text: Promise | str) -> dict[str, str]:
        return ui.in_every_language(
            lambda code: str(text) % {"title": in_language(row.title, code), "number": row.case_number},
            of_room=__name__,
        )

    draft = messaging.Draft(
        title=said(heading),
        body=said(HERE_BODY[row.way]),
        audience=messaging.Audience(marks=((cases.MARK, row.case),)),
        publish_at=news.at,
        expires_at=news.at + STANDS_FOR,
        url=f"/apps/apply/cases/{row.case}/",
    )
    messaging.remind(client_key=f"outcomes:{row.key}", draft=draft, app=APP, at=news.at)
