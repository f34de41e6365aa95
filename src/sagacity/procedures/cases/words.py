"""Where a case stands, in words: what it is called, and what comes next for the resident."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.procedures.cases import types
from sagacity.procedures.cases.types import State

STATES: Mapping[State, Promise] = {
    State.AWAITING_PAYMENT: _("支払い待ち"),
    State.SUBMITTED: _("受付済み"),
    State.IN_WORK: _("審査中"),
    State.MORE_ASKED: _("市から質問があります"),
    State.DECIDED_YES: _("認められました"),
    State.DECIDED_NO: _("認められませんでした"),
    State.DISMISSED: _("受け付けられませんでした"),
    State.WITHDRAWN: _("取り下げました"),
    State.MERGED: _("ほかの申請にまとめました"),
    State.CLOSED: _("完了しました"),
}
NEXT: Mapping[State, Promise] = {
    State.AWAITING_PAYMENT: _("手数料を払うと、審査が始まります。"),
    State.SUBMITTED: _("担当の課が順に確かめます。あなたの手続きはいりません。"),
    State.IN_WORK: _("担当の課が内容を確かめています。あなたの手続きはいりません。"),
    State.MORE_ASKED: _("質問を読んで、期限までに答えてください。"),
    State.DECIDED_YES: _("書類の用意ができたら、お知らせします。"),
    State.DECIDED_NO: _("理由を読んでください。わからないときは、担当の課にたずねてください。"),
    State.DISMISSED: _("理由を読んでください。直して、もう一度申請できます。"),
    State.WITHDRAWN: _("必要になったら、もう一度申請してください。"),
    State.MERGED: _("まとめた先の申請で続けます。"),
    State.CLOSED: _("手続きは終わりました。"),
}
PAY_FIRST = _("認められました。手数料を払うと、書類を渡せます。")


def state_words(state: State | str) -> Promise:
    """What a state is called."""
    return STATES[State(state)]


def next_words(case: types.Case) -> Promise:
    """What comes next, or what the resident is to do."""
    if case.state is State.AWAITING_PAYMENT and case.decision:
        return PAY_FIRST
    return NEXT[case.state]
