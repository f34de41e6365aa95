"""What became of a mandate or a debit, in a sentence: what happened, why, and what to do next."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.kit.ui import api as ui
from sagacity.ledger.debit import api as debit
from sagacity.ledger.debit.api import AccountKind, MandateState, Next, Result, Why


@dataclass(frozen=True, slots=True)
class Said:
    """A heading, a sentence, how loud, and whether applying again helps."""

    title: str | Promise
    text: str | Promise
    kind: str = "info"  # as banners are: "info" | "success" | "warning" | "error"
    again: bool = False


def of(mandate: debit.Mandate) -> Said:
    """How a mandate stands, for its resident."""
    match mandate.state:
        case MandateState.APPLIED:
            return Said(
                _("まだ銀行の手続きが終わっていません"),
                _("「銀行のページへ進む」を押して、銀行で申し込んでください。まだ何も引き落としません。"),
                "warning",
            )
        case MandateState.AT_BANK:
            return Said(
                _("銀行の返事を待っています"),
                _(
                    "銀行のページで手続きを終えていないときは「銀行のページへ進む」を、終えたときは"
                    "「返事を確かめる」を押してください。何度押しても、申込みは一つです。"
                ),
            )
        case MandateState.ACCEPTED:
            return Said(
                _("口座振替を受け付けました"),
                _(
                    "これからの分は、引落日に口座から払います。前の日までに、口座にお金を入れておいてください。"
                ),
                "success",
            )
        case MandateState.REFUSED:
            title, text = REFUSED.get(mandate.why, REFUSED[Why.OTHER])
            return Said(title, f"{text}{_SLIP}", "warning", again=True)
    title, text = ENDED.get(mandate.why, ENDED[Why.CITY])
    return Said(title, text, "info", again=mandate.why is not Why.REPLACED)


def short(mandate: debit.Mandate) -> str:
    """The state in a word."""
    return str(STATES[mandate.state])


def of_failed(owed: debit.Owed) -> Said:
    """A bill that could not be taken, for its payer."""
    why = str(RESULTS[owed.line.result or Result.OTHER])
    if owed.again_on is not None:
        said = {"why": why, "day": ui.long_day(owed.again_on)}
        text = _(
            "%(why)s%(day)sにもう一度引き落とします。前の日までに、口座にお金を入れておいてください。"
            "先に払いたいときは「支払い」から払えます。"
        )
        return Said(_("引き落としできませんでした"), text % said, "warning")
    text = _(
        "%(why)s口座からは、もう引き落としません。「支払い」から、カード・スマホ・コンビニで払ってください。"
    )
    return Said(_("引き落としできませんでした"), text % {"why": why}, "error")


def next_step(step: Next) -> str:
    return str(NEXT[step])


def refusal(problem: debit.BadAccount) -> str:
    """Why an account cannot be one, and what to do."""
    return str(ACCOUNTS[problem.field, problem.code]) % {"found": problem.found}


_SLIP = gettext_lazy("それまでは、納付書や「支払い」から払ってください。")
STATES = {
    MandateState.APPLIED: gettext_lazy("申込みの途中"),
    MandateState.AT_BANK: gettext_lazy("銀行の返事を待っています"),
    MandateState.ACCEPTED: gettext_lazy("使っています"),
    MandateState.REFUSED: gettext_lazy("受け付けられませんでした"),
    MandateState.ENDED: gettext_lazy("終わりました"),
}
NEXT = {
    Next.RERUN: gettext_lazy("もう一度引き落とす"),
    Next.SLIP: gettext_lazy("ほかの方法で払う"),
}
KINDS = {
    AccountKind.ORDINARY: gettext_lazy("普通"),
    AccountKind.CURRENT: gettext_lazy("当座"),
    AccountKind.TAX: gettext_lazy("納税準備"),
    AccountKind.OTHER: gettext_lazy("その他"),
}
REFUSED = {
    Why.ACCOUNT: (
        gettext_lazy("口座番号が違うと、銀行が答えました"),
        gettext_lazy("通帳やキャッシュカードで支店と口座番号を確かめて、もう一度申し込んでください。"),
    ),
    Why.NAME: (
        gettext_lazy("口座の名義が違うと、銀行が答えました"),
        gettext_lazy("通帳の表紙にあるカナの名前のとおりに入れて、もう一度申し込んでください。"),
    ),
    Why.BRANCH: (
        gettext_lazy("その支店は使えないと、銀行が答えました"),
        gettext_lazy(
            "支店がまとまって名前が変わったかもしれません。銀行に確かめて、もう一度申し込んでください。"
        ),
    ),
    Why.CANCELLED: (
        gettext_lazy("銀行のページで手続きをやめました"),
        gettext_lazy("使いたいときは、もう一度申し込んでください。"),
    ),
    Why.TIMEOUT: (
        gettext_lazy("時間が過ぎました"),
        gettext_lazy("時間のうちに銀行の手続きが終わりませんでした。もう一度申し込んでください。"),
    ),
    Why.NO_FORM: (
        gettext_lazy("銀行に口座振替の届け出がありませんでした"),
        gettext_lazy(
            "引き落とそうとしましたが、銀行に届け出がありませんでした。もう一度申し込んでください。"
        ),
    ),
    Why.OTHER: (
        gettext_lazy("銀行が受け付けませんでした"),
        gettext_lazy("理由は銀行だけが知っています。銀行に聞くか、別の口座で申し込んでください。"),
    ),
}
ENDED = {
    Why.RESIDENT: (
        gettext_lazy("口座振替をやめました"),
        gettext_lazy("これからの分は、納付書や「支払い」から払ってください。"),
    ),
    Why.CITY: (
        gettext_lazy("市が口座振替を終えました"),
        gettext_lazy(
            "わからないときは、担当の課に聞いてください。これからの分は、納付書や「支払い」から払ってください。"
        ),
    ),
    Why.CLOSED: (
        gettext_lazy("口座がなくなっていました"),
        gettext_lazy("銀行に口座がないため、引き落としできません。別の口座で申し込んでください。"),
    ),
    Why.STOPPED: (
        gettext_lazy("銀行で引き落としが止められています"),
        gettext_lazy(
            "口座の持ち主が銀行で止めたため、引き落としできません。続けたいときは、もう一度申し込んでください。"
        ),
    ),
    Why.REPLACED: (
        gettext_lazy("別の口座に変わりました"),
        gettext_lazy("新しく申し込んだ口座から引き落とします。この口座からは引き落としません。"),
    ),
}
RESULTS = {
    Result.PAID: gettext_lazy("引き落としました。"),
    Result.NO_MONEY: gettext_lazy("口座のお金が足りませんでした。"),
    Result.NO_ACCOUNT: gettext_lazy("口座がなくなっていました。"),
    Result.STOPPED: gettext_lazy("口座の持ち主が、銀行で引き落としを止めています。"),
    Result.NO_FORM: gettext_lazy("銀行に口座振替の届け出がありませんでした。"),
    Result.BY_CITY: gettext_lazy("市が引き落としを止めました。"),
    Result.OTHER: gettext_lazy("銀行で引き落としできませんでした。"),
}
ACCOUNTS = {
    ("bank", "unknown"): gettext_lazy("その銀行はありません。銀行を選びなおしてください。"),
    ("branch", "unknown"): gettext_lazy("支店番号「%(found)s」の支店がありません。通帳で確かめてください。"),
    ("number", "seven_digits"): gettext_lazy(
        "口座番号は7けたの数字です。7けたより短いときは、前に0をつけてください。"
    ),
    ("number", "zeros"): gettext_lazy("口座番号がすべて0です。通帳で確かめてください。"),
    ("number", "passbook_form"): gettext_lazy("番号は、通帳にある8けたまでの数字です。"),
    ("number", "passbook_end"): gettext_lazy(
        "この記号の番号は1で終わります。通帳の番号を、最後の1まで入れてください。"
    ),
    ("number", "passbook_long"): gettext_lazy("0で始まる記号の番号は、6けたまでです。"),
    ("symbol", "passbook_form"): gettext_lazy("記号は、1か0で始まる5けたの数字です。"),
    ("symbol", "passbook_end"): gettext_lazy("1で始まる記号は、0で終わります。通帳で確かめてください。"),
    ("symbol", "not_postal"): gettext_lazy("記号があるのは、ゆうちょ銀行だけです。"),
    ("kind", "tax_only"): gettext_lazy(
        "納税準備の口座から払えるのは、税だけです。別の口座にするか、税だけを選んでください。"
    ),
    ("holder", "empty"): gettext_lazy("口座の名義をカナで入れてください。"),
    ("holder", "letters"): gettext_lazy(
        "銀行で使えない文字があります：%(found)s。カナ・英大文字・数字と ( ) . - / だけで入れてください。"
    ),
    ("holder", "long"): gettext_lazy(
        "名義が長すぎます（濁点も1文字と数えて%(found)s文字）。30文字までにしてください。"
    ),
}
