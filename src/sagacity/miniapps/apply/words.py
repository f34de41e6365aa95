"""States, levels and refusals in a sentence: what it means, and what to do next."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.kit import clock
from sagacity.kit.ui import api as ui
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases.api import State

LIFE_EVENTS = {
    "moving_in": gettext_lazy("引っこしてきた"),
    "moving_out": gettext_lazy("引っこしていく"),
    "moving": gettext_lazy("引っこし"),
    "birth": gettext_lazy("生まれた"),
    "child": gettext_lazy("こども・子育て"),
    "children": gettext_lazy("こども・子育て"),
    "childcare": gettext_lazy("こども・子育て"),
    "school": gettext_lazy("学校"),
    "marriage": gettext_lazy("結婚・離婚"),
    "death": gettext_lazy("なくなった"),
    "work": gettext_lazy("仕事"),
    "tax": gettext_lazy("税金"),
    "disaster": gettext_lazy("災害"),
    "waste": gettext_lazy("ごみ"),
    "pet": gettext_lazy("ペット"),
    "pets": gettext_lazy("ペット"),
    "dog": gettext_lazy("ペット"),
    "house": gettext_lazy("住まい"),
    "housing": gettext_lazy("住まい"),
    "event": gettext_lazy("催し・場所を使う"),
    "events": gettext_lazy("催し・場所を使う"),
    "culture": gettext_lazy("催し・場所を使う"),
    "facility": gettext_lazy("催し・場所を使う"),
    "money": gettext_lazy("お金の支払い"),
    "payment": gettext_lazy("お金の支払い"),
    "certificate": gettext_lazy("証明書"),
    "certificates": gettext_lazy("証明書"),
    "health": gettext_lazy("健康・医療"),
    "elderly": gettext_lazy("高齢・介護"),
    "care": gettext_lazy("高齢・介護"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """How something stands: a heading, a sentence, how loud."""

    title: str | Promise
    text: str | Promise
    kind: str = "info"


def life_events(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Those that the procedures name, with their words, each word once."""
    found: dict[str, str] = {}
    for key in sorted(keys):
        word = str(LIFE_EVENTS.get(key, ""))
        if word and word not in found.values():
            found[key] = word
    return sorted(found.items(), key=lambda one: list(LIFE_EVENTS).index(one[0]))


def of(case: cases.Case, *, ways: Collection[str] = ()) -> Said:
    """Where a case stands, for whoever asked; `ways` are those of the documents that are there."""
    title, text = cases.state_words(case.state), str(cases.next_words(case))
    if case.state is State.DECIDED_YES and ways:
        text = str(next(words for way, words in _THERE.items() if way in ways))
    if case.state in {State.SUBMITTED, State.IN_WORK} and case.due_at:
        text += _("%(day)sごろまでに、お知らせする予定です。") % {"day": ui.long_day(clock.day(case.due_at))}
    if case.state is State.MORE_ASKED and case.asked_until:
        text += _("%(day)sまでに答えてください。") % {"day": ui.long_day(clock.day(case.asked_until))}
    return Said(title, text, _LOUD.get(case.state, "info"))


def happened(kind: str) -> str:
    """One entry of the timeline, in the words of the resident; "" for what is the city's own business."""
    return str(_HAPPENED.get(kind, ""))


_LOUD = {
    State.AWAITING_PAYMENT: "warning",
    State.MORE_ASKED: "warning",
    State.DECIDED_YES: "success",
    State.CLOSED: "success",
    State.DECIDED_NO: "error",
    State.DISMISSED: "error",
}
_THERE = {
    "inbox": gettext_lazy("書類ができています。下から開けます。"),
    "counter": gettext_lazy("書類ができています。窓口で受け取れます。"),
    "post": gettext_lazy("書類ができています。郵便で送ります。"),
}
_HAPPENED = {
    "submitted": gettext_lazy("申し込みました"),
    "paid": gettext_lazy("お金が届きました"),
    "unpaid": gettext_lazy("お金が取り消されました"),
    "refunded": gettext_lazy("お金を返しました"),
    "taken": gettext_lazy("担当が見はじめました"),
    "asked": gettext_lazy("市から質問がありました"),
    "answered": gettext_lazy("質問に答えました"),
    "corrected": gettext_lazy("答えを直しました"),
    "passed": gettext_lazy("一つの段階が終わりました"),
    "decided": gettext_lazy("市が決めました"),
    "closed": gettext_lazy("終わりました"),
    "reopened": gettext_lazy("もう一度、見なおしています"),
    "withdrawn": gettext_lazy("取り下げました"),
    "merged": gettext_lazy("ほかの申し込みと一つになりました"),
}
