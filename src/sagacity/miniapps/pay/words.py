"""What became of a bill, in a sentence: what happened, why, and what to do next."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.kit import clock
from sagacity.kit.ui import api as ui
from sagacity.ledger import api as ledger
from sagacity.ledger.api import BillState, PaymentState

DEBIT = "debit"  # by a bank, of an account agreed once
NOT_KNOWN_YET = gettext_lazy(
    "支払い会社につながりません。市があとで確かめるので、払いなおさずに待ってください。"
)
NOT_STOPPED_YET = gettext_lazy(
    "支払い会社につながらないので、まだやめられません。少したってから、もう一度押してください。"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A heading, a sentence, and how loud."""

    title: str | Promise
    text: str | Promise
    kind: str = "info"  # as banners are: "info" | "success" | "warning" | "error"


def of(bill: ledger.Bill) -> Said:
    """How a bill stands, for its payer."""
    if bill.paid_by:
        return _paid(bill, bill.paid_by)
    if bill.state is BillState.CANCELLED and not bill.questioned:
        return Said(_("取り消されました"), _("この請求は市が取り消しました。払う必要はありません。"))
    if bill.questioned:
        return _questioned(bill.questioned[-1])
    if bill.under_way:
        return _under_way(bill.under_way)
    return _open(bill.payments[-1]) if bill.payments else _asked(bill)


def of_try(payment: ledger.Payment) -> str:
    """One try in a word."""
    return str(_TRIES[payment.state])


def place(payment: ledger.Payment) -> str:
    """Where it was paid, when not by a method that residents choose."""
    if payment.provider == DEBIT:
        return _("口座振替")
    return _("窓口（現金）") if payment.till else _("窓口")


def _paid(bill: ledger.Bill, payment: ledger.Payment) -> Said:
    day = ui.long_day(clock.day(payment.settled_at)) if payment.settled_at else ""
    if bill.questioned:
        return Said(
            _("支払いは完了しています"),
            _(
                "お金が二重に届いたので、一つを返します。市の連絡を待ってください。もう一度払わないでください。"
            ),
            "warning",
        )
    if bill.state is BillState.REFUNDED:
        return Said(_("全額を返しました"), _("%(day)sに払ったお金を、すべて返しました。") % {"day": day})
    if bill.state is BillState.PART_REFUNDED:
        said = {"yen": f"{payment.refunded:,}"}
        return Said(_("一部を返しました"), _("払ったお金のうち、%(yen)s円を返しました。") % said, "success")
    return Said(
        _("支払いは完了しています"),
        _("%(day)sに支払いが完了しました。もう一度払う必要はありません。領収書はこのページから見られます。")
        % {"day": day},
        "success",
    )


def _questioned(payment: ledger.Payment) -> Said:
    if payment.why == "cancelled":
        text = _("取り消された請求にお金が届いたので、市が返します。何もしなくてかまいません。")
    else:
        text = _(
            "届いたお金が請求と違うため、市の職員が確かめて返します。それまで、払いなおさないでください。"
        )
    return Said(_("市が確かめています"), text, "warning")


def _under_way(payment: ledger.Payment) -> Said:
    if payment.provider == DEBIT:
        return Said(
            _("口座から引き落とします"),
            _("口座振替の手続き中です。銀行の結果が来るまで、ほかの方法で払わないでください。"),
        )
    if payment.number:
        return Said(
            _("コンビニで払うのを待っています"),
            _("レジで番号を伝えてください。払うと、数分でこのページが「完了」になります。"),
        )
    return Said(
        _("支払いの途中です"),
        _(
            "まだ払っていないときは「続ける」を押してください。もう払ったときは「確かめる」を押してください。"
            "何度押しても、二重に払うことはありません。"
        ),
    )


def _open(last: ledger.Payment) -> Said:
    if last.state is PaymentState.CHARGED_BACK:
        text = _("一度は払われましたが、カード会社などがお金を市から引き戻しました。もう一度払ってください。")
        return Said(_("支払いが取り消されました"), text, "warning")
    if last.state is PaymentState.RETURNED:
        return Said(
            _("届いたお金を返しました"),
            _("請求と違うお金だったためです。正しい額を、もう一度払ってください。"),
        )
    if last.state is PaymentState.EXPIRED:
        return Said(_("時間が過ぎました"), _text(_("時間のうちに支払いが終わりませんでした。")), "warning")
    title, what = _FAILED.get("debit" if last.provider == DEBIT else last.why, _FAILED["declined"])
    return Said(title, _text(str(what)), "warning")


def _asked(bill: ledger.Bill) -> Said:
    if bill.due_on is None:
        return Said(_("まだ払っていません"), _("下から払い方を選べます。"))
    return Said(
        _("まだ払っていません"),
        _("%(day)sまでに払ってください。下から払い方を選べます。") % {"day": ui.long_day(bill.due_on)},
    )


def _text(what: str) -> str:
    """What happened, and that nothing was paid."""
    return _("%(what)sお金は動いていません。もう一度、払い方を選べます。") % {"what": what}


_FAILED = {
    "debit": (
        gettext_lazy("口座から引き落としできませんでした"),
        gettext_lazy("くわしいことは「口座振替」のページに出ています。"),
    ),
    "declined": (
        gettext_lazy("支払いが断られました"),
        gettext_lazy("支払い会社が受け付けませんでした。理由は、カードやアプリの会社だけが知っています。"),
    ),
    "called_off": (gettext_lazy("支払いをやめました"), gettext_lazy("途中でやめたため、払っていません。")),
    "away": (
        gettext_lazy("支払い会社につながりませんでした"),
        gettext_lazy("支払い会社のページを開けませんでした。"),
    ),
}
_TRIES = {
    PaymentState.STARTED: gettext_lazy("途中"),
    PaymentState.PENDING: gettext_lazy("待っています"),
    PaymentState.EXPIRED: gettext_lazy("時間切れ"),
    PaymentState.FAILED: gettext_lazy("払っていません"),
    PaymentState.QUESTIONED: gettext_lazy("確かめています"),
    PaymentState.SETTLED: gettext_lazy("完了"),
    PaymentState.CHARGED_BACK: gettext_lazy("引き戻されました"),
    PaymentState.RETURNED: gettext_lazy("返しました"),
}
