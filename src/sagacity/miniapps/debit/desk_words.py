"""Words of staff: states, tries, results, reasons, and what is wrong with a file."""

from datetime import datetime, timedelta

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sagacity.kit import clock
from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.ledger.debit import api as debit
from sagacity.ledger.debit.api import MandateState, NewCode, Next, Result, RunState, Try, Why

QUESTION = timedelta(days=1)  # so long an application waits before staff look at it
MANDATES = {
    MandateState.APPLIED: gettext_lazy("銀行の前"),
    MandateState.AT_BANK: gettext_lazy("銀行の返事待ち"),
    MandateState.ACCEPTED: gettext_lazy("有効"),
    MandateState.REFUSED: gettext_lazy("不受理"),
    MandateState.ENDED: gettext_lazy("終了"),
}
COLOURS = {MandateState.ACCEPTED: "green", MandateState.REFUSED: "red", MandateState.AT_BANK: "yellow"}
WHYS = {
    Why.NONE: "",
    Why.ACCOUNT: gettext_lazy("口座番号の相違"),
    Why.NAME: gettext_lazy("名義の相違"),
    Why.BRANCH: gettext_lazy("支店なし"),
    Why.CANCELLED: gettext_lazy("本人が銀行の画面で中止"),
    Why.TIMEOUT: gettext_lazy("時間切れ"),
    Why.NO_FORM: gettext_lazy("依頼書なし（結果4）"),
    Why.CLOSED: gettext_lazy("取引なし（結果2）"),
    Why.STOPPED: gettext_lazy("預金者の都合で停止（結果3）"),
    Why.RESIDENT: gettext_lazy("本人の申出"),
    Why.CITY: gettext_lazy("職員が終了"),
    Why.REPLACED: gettext_lazy("口座の変更"),
    Why.OTHER: gettext_lazy("銀行の理由（不明）"),
}
RUNS = {
    RunState.DRAFT: gettext_lazy("下書き"),
    RunState.SENT: gettext_lazy("銀行に送付"),
    RunState.DONE: gettext_lazy("結果を記帳"),
}
TRIES = {Try.FIRST: gettext_lazy("初回"), Try.RERUN: gettext_lazy("再振替")}
NEW_CODES = {
    NewCode.FIRST: gettext_lazy("1 新規"),
    NewCode.CHANGED: gettext_lazy("2 変更"),
    NewCode.KNOWN: gettext_lazy("0 その他"),
}
RESULTS = {
    Result.PAID: gettext_lazy("0 振替済"),
    Result.NO_MONEY: gettext_lazy("1 資金不足"),
    Result.NO_ACCOUNT: gettext_lazy("2 取引なし"),
    Result.STOPPED: gettext_lazy("3 預金者の都合による振替停止"),
    Result.NO_FORM: gettext_lazy("4 預金口座振替依頼書なし"),
    Result.BY_CITY: gettext_lazy("8 委託者の都合による振替停止"),
    Result.OTHER: gettext_lazy("9 その他"),
}
NEXT = {Next.RERUN: gettext_lazy("再振替"), Next.SLIP: gettext_lazy("納付書など")}
MISFITS = {
    "count": gettext_lazy("データの件数が %(found)s件です。送ったのは %(wanted)s件です。"),
    "lacks": gettext_lazy("送った顧客番号 %(found)s のデータがありません。"),
    "amount": gettext_lazy("金額が %(found)s円です。送ったのは %(wanted)s円です。"),
    "account": gettext_lazy("顧客番号 %(found)s の口座・名義・新規コードが、送ったものと違います。"),
    "head_client_code": gettext_lazy("委託者コードが %(found)s です。送ったのは %(wanted)s です。"),
    "head_day": gettext_lazy(
        "引落日が %(found)s です。この回は %(wanted)s です。別の回のファイルではありませんか。"
    ),
    "head_bank": gettext_lazy("取引銀行番号が %(found)s です。送ったのは %(wanted)s です。"),
    "head_branch": gettext_lazy("取引支店番号が %(found)s です。送ったのは %(wanted)s です。"),
    "head_account_kind": gettext_lazy(
        "収納する口座の預金種目が %(found)s です。送ったのは %(wanted)s です。"
    ),
    "head_account_number": gettext_lazy("収納する口座番号が %(found)s です。送ったのは %(wanted)s です。"),
}


def item_name(key: str) -> str:
    """An item by name; one that the city takes no more by its key."""
    there = debit.plan().items
    return in_language(there[key].name, get_language() or "ja") if key in there else key


def run_title(run: debit.Run) -> str:
    said = {"item": item_name(run.item), "day": ui.short_day(run.day), "try": TRIES[run.try_]}
    return _("%(item)s %(day)s（%(try)s）") % said


def in_question(at: datetime) -> debit.Asked:
    """Applications that nobody ended for a day, the oldest first."""
    return debit.Asked(questioned_before=at - QUESTION, order="applied_at")


def late_runs(at: datetime) -> list[debit.Run]:
    """Runs whose day is over, and whose results nobody has taken in."""
    today = clock.day(at)
    found, _total = debit.runs(limit=200)
    return [one for one in found if one.state is RunState.SENT and one.day < today]


def misfit(problem: debit.NotThisRun) -> str:
    """Why a file is not of this run."""
    text = str(MISFITS[problem.code]) % {"found": problem.found, "wanted": problem.wanted}
    return (
        _("%(record)s番目のレコード：%(text)s") % {"record": problem.record, "text": text}
        if problem.record
        else text
    )
