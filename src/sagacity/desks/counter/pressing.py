"""The one way in which buttons of this desk answer: done once, and what stands in the way told in words."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.desks.counter import words
from sagacity.identity import api as identity
from sagacity.procedures.cases import api as cases

PROBLEMS = (
    cases.NotNow,
    cases.SamePerson,
    cases.ChecksMissing,
    cases.NothingSaid,
    cases.NotAllowed,
    cases.NotWithdrawable,
    cases.FeeWouldChange,
    cases.ClientKeyTaken,
    cases.NoSuchCase,
    cases.OneAlready,
)
DONE, MOST = "counter_done", 50


def was_done(request: HttpRequest, once: str) -> bool:
    """Whether this very form was sent before and did its work: its second press changes nothing."""
    return once in request.session.get(DONE, [])


def is_done(request: HttpRequest, once: str) -> None:
    request.session[DONE] = [*request.session.get(DONE, []), once][-MOST:]


def press(verb: Callable[..., Any], **said: Any) -> str:
    """Do what a button says; what stood in the way in words, empty when it is done."""
    try:
        verb(**said)
    except PROBLEMS as problem:
        return in_words(problem)
    return ""


def in_words(problem: Exception) -> str:
    """What happened, why, and what to do next."""
    if isinstance(problem, cases.NotNow):
        state = words.STATES[problem.state][0]
        return _(
            "いまの状態（%(state)s）では、できません。ページを開き直して、いまの状態を見てください。"
        ) % {"state": state}
    if isinstance(problem, cases.ChecksMissing):
        return _("まだ確かめていない項目があります。すべてに印を付けてから、進めてください。")
    return str(_SAID.get(type(problem), _("できませんでした。ページを開き直して、もう一度試してください。")))


def word(problem: str, case: cases.Case) -> str:
    """What stood in the way of one case of many; empty when it went."""
    if problem == "not_now":
        return in_words(cases.NotNow(case.state))
    kinds: dict[str, Exception] = {
        "no_such_case": cases.NoSuchCase(),
        "not_allowed": cases.NotAllowed(),
        "same_person": cases.SamePerson(),
        "checks_missing": cases.ChecksMissing(()),
        "client_key_taken": cases.ClientKeyTaken(),
        "one_already": cases.OneAlready(case),
    }
    return in_words(kinds.get(problem, Exception())) if problem else ""


def since(story: cases.Story, *, seen: int) -> list[str]:
    """What others did since a page was opened, one line for each entry."""
    names = identity.names(of=[one.actor for one in story.events if one.actor])
    return [
        f"{names.get(one.actor) or words.ACTORS.get(one.actor_kind, '')}：{words.event(one.kind)}"
        for one in story.events
        if one.number > seen
    ]


_SAID = {
    cases.SamePerson: gettext_lazy(
        "前の段階をしたのはあなたです。2人で確かめる決まりなので、ほかの人に頼んでください。"
    ),
    cases.NothingSaid: gettext_lazy("理由か本文を書いてください。まだ何もしていません。"),
    cases.NotAllowed: gettext_lazy("この案件は、あなたの課か役割では扱えません。担当の課に頼んでください。"),
    cases.NotWithdrawable: gettext_lazy("この手続は取り下げられません。"),
    cases.FeeWouldChange: gettext_lazy(
        "直すと手数料が変わります。取り下げてもらい、新しく申請してもらってください。"
    ),
    cases.ClientKeyTaken: gettext_lazy(
        "このフォームは前に別の中身で送られています。ページを開き直してください。"
    ),
    cases.OneAlready: gettext_lazy(
        "同じ人の同じ手続が、もう1件進んでいます。そちらを見るか、まとめてください。"
    ),
    cases.NoSuchCase: gettext_lazy("この案件はなくなりました。保存の期限が過ぎたのかもしれません。"),
}
