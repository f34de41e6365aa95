"""What residents are told of their cases, in the six languages of the city and without what they wrote."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock
from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.ledger import api as ledger
from sagacity.messaging import api as messaging
from sagacity.procedures.cases import models, types, writing
from sagacity.procedures.cases.types import Decision, Happened

APP = "apply"  # in whose name the notice stands among a person's notices
MARK = "cases.case"  # somebody the city can reach by what they applied for
MOST_MARKS = 200
STANDS_FOR = timedelta(days=90)

RECEIVED = _("受け付けました：%(title)s")
RECEIVED_BODY = _("「%(title)s」を受け付けました。受付番号は%(number)sです。")
TO_PAY = _("手数料を払ってください：%(title)s")
TO_PAY_BODY = _(
    "「%(title)s」を受け付けました。受付番号は%(number)sです。"
    "手数料は%(yen)s円です。%(until)sまでに払うと、審査が始まります。"
)
TO_PAY_AFTER_BODY = _(
    "「%(title)s」（%(number)s）が認められました。手数料%(yen)s円を払うと、書類を渡せます。"
)
STILL_TO_PAY_BODY = _(
    "「%(title)s」（%(number)s）の手数料%(yen)s円が、まだ払われていません。"
    "%(until)sまでに払わないと、申請はなかったことになります。"
)
PAID = _("支払いを確かめました：%(title)s")
PAID_BODY = _("「%(title)s」（%(number)s）の手数料%(yen)s円を受け取りました。")
ASKED = _("質問があります：%(title)s")
ASKED_BODY = _("「%(title)s」（%(number)s）について、市から質問があります。%(until)sまでに答えてください。")
STILL_ASKED_BODY = _(
    "「%(title)s」（%(number)s）の質問に、まだ答えがありません。%(until)sまでに答えてください。"
)
YES = _("認められました：%(title)s")
YES_BODY = _("「%(title)s」（%(number)s）が認められました。")
NO = _("認められませんでした：%(title)s")
NO_BODY = _("「%(title)s」（%(number)s）は認められませんでした。理由は、申請のページで読めます。")
DISMISSED = _("受け付けられませんでした：%(title)s")
DISMISSED_BODY = _("「%(title)s」（%(number)s）は受け付けられませんでした。理由は、申請のページで読めます。")
WITHDRAWN = _("取り下げました：%(title)s")
WITHDRAWN_BODY = _("「%(title)s」（%(number)s）を取り下げました。")
LAPSED_BODY = _(
    "「%(title)s」（%(number)s）は、手数料の支払いがなかったので、取り下げになりました。"
    "必要なときは、もう一度申請してください。"
)
MERGED = _("まとめました：%(title)s")
MERGED_BODY = _("「%(title)s」（%(number)s）は、同じ内容のほかの申請にまとめました。")
REOPENED = _("もう一度審査します：%(title)s")
REOPENED_BODY = _("「%(title)s」（%(number)s）を、もう一度審査します。")

Said = tuple[Promise | str, Promise | str]
PLAIN: Mapping[str, Said] = {
    Happened.PAID: (PAID, PAID_BODY),
    Happened.ASKED: (ASKED, ASKED_BODY),
    Happened.MERGED: (MERGED, MERGED_BODY),
    Happened.REOPENED: (REOPENED, REOPENED_BODY),
}
DECISIONS: Mapping[str, Said] = {
    Decision.YES: (YES, YES_BODY),
    Decision.NO: (NO, NO_BODY),
    Decision.DISMISSED: (DISMISSED, DISMISSED_BODY),
}


def that_it_came_in(news: types.CaseNews) -> None:
    """With its number, and with what is to be paid."""
    if row := _row(news.case):
        pays = row.bill and not row.is_paid
        title, body = (TO_PAY, TO_PAY_BODY) if pays else (RECEIVED, RECEIVED_BODY)
        _tell(row, news.event, title, body, at=news.at)


def that_something_happened(news: types.CaseNews) -> None:
    """Only what concerns the resident; the work within the city hall is nothing for their telephone."""
    row = _row(news.case)
    said = _said_about(row, news) if row else None
    if row and said:
        _tell(row, news.event, *said, at=news.at)


def that_it_is_decided(news: types.CaseDecided) -> None:
    """A yes that a document comes out of is told together with it, by whoever gives it out."""
    row = _row(news.case)
    if row and not (news.decision == Decision.YES and writing.definition_of(row).outcome.kind != "none"):
        _tell(row, news.event, *DECISIONS[news.decision], at=news.at)


def tell_the_yes(*, case: str, at: datetime, is_first: bool = True) -> None:
    """Tell a yes by itself, once for each decision: its document is not made yet, or stands from before.

    Where it is not `is_first`, only a yes that came after another is told.
    """
    if row := _row(case):
        entries = row.log.filter(kind=Happened.DECIDED).order_by("number")
        yes = [entry.number for entry in entries if entry.body.get("decision") == Decision.YES]
        if row.decision == Decision.YES and len(yes) > (0 if is_first else 1):
            _tell(row, yes[-1], *DECISIONS[Decision.YES], at=at)


def _said_about(row: models.Case, news: types.CaseNews) -> Said | None:
    entry = row.log.filter(number=news.event).first()
    body = entry.body if entry else {}
    if news.what == Happened.WITHDRAWN:
        return (WITHDRAWN, LAPSED_BODY if body.get("why") == "unpaid" else WITHDRAWN_BODY)
    if news.what == Happened.DECIDED and body.get("waits_for_money"):
        return (YES, TO_PAY_AFTER_BODY)
    if news.what == Happened.NOTED:
        notes: Mapping[str, Said] = {
            "unpaid": (TO_PAY, STILL_TO_PAY_BODY),
            "waiting": (ASKED, STILL_ASKED_BODY),
        }
        return notes.get(body.get("what", ""))
    return PLAIN.get(news.what)


def _row(case: str) -> models.Case | None:
    """The case, if there is somebody to tell."""
    return models.Case.objects.filter(key=case, purged_at=None).exclude(applicant="").first()


def _tell(row: models.Case, event: int, title: Promise | str, body: Promise | str, *, at: datetime) -> None:
    _keep_reachable(row, at)
    draft = messaging.Draft(
        title=_in_every_language(title, row),
        body=_in_every_language(body, row),
        audience=messaging.Audience(marks=((MARK, row.key),)),
        publish_at=at,
        expires_at=at + STANDS_FOR,
        url=f"/apps/apply/cases/{row.key}/",
    )
    messaging.remind(client_key=f"cases:{row.key}:{event}", draft=draft, app=APP, at=at)


def _keep_reachable(row: models.Case, at: datetime) -> None:
    """Let messaging know a person by what they applied for: so no notice names them."""
    person = accounts.profile_of(row.applicant) or row.applicant
    rows = models.Case.objects.filter(applicant=row.applicant).order_by("-submitted_at", "-id")
    values = {row.key, *rows.values_list("key", flat=True)[:MOST_MARKS]}
    if values != set(messaging.marks(person=person, kind=MARK)):
        language = messaging.preferences(person=person).language
        messaging.mark(person=person, kind=MARK, values=values, language=language, at=at)


def _in_every_language(text: Promise | str, row: models.Case) -> dict[str, str]:
    names = writing.definition_of(row).name
    until = _until(row)

    def of(code: str) -> str:
        words = {
            "title": in_language(names, code),
            "number": row.number,
            "yen": f"{row.fee_yen:,}",
            "until": formats.date_format(until, "DATE_FORMAT") if until else "",
        }
        return str(text) % words

    return ui.in_every_language(of, of_room=__name__)


def _until(row: models.Case) -> date | None:
    """The last day for what the resident has to do; else when the city expects to be done."""
    if row.bill and not row.is_paid:
        return ledger.bill(key=row.bill).due_on
    moment = row.asked_until or row.due_at
    return clock.day(moment) if moment else None
