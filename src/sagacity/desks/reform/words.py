"""What lines, stops, answers and figures are called at this desk."""

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from sagacity.kit.manifest import in_language
from sagacity.procedures import api as procedures
from sagacity.procedures.forms import api as filling
from sagacity.reservations.queue import api as queue

Words = Promise | str
ENDS: dict[str, Words] = {
    "door": lazy("入口"),
    "done": lazy("終わった"),
    "left": lazy("帰った"),
    "more": lazy("さらに別の窓口へ"),
    "there": lazy("まだ窓口にいる"),
}
CHANNELS: dict[str, Words] = {
    "app": lazy("スマートフォン"),
    "counter": lazy("窓口"),
    "tablet": lazy("窓口のタブレット"),
}
DAYS: tuple[Words, ...] = (lazy("月"), lazy("火"), lazy("水"), lazy("木"), lazy("金"), lazy("土"), lazy("日"))


def named(one: queue.Line | queue.Place) -> str:
    return in_language(one.name, get_language() or "ja")


def line(key: str) -> str:
    """What a line is called; its key, should the city have it no longer."""
    try:
        return named(queue.line(key=key))
    except queue.NoSuchLine:
        return key


def where(one: queue.Where | str) -> str:
    """A stop, or an end of a walk."""
    if isinstance(one, str):
        return str(ENDS[one])
    return f"{line(one.line)} {one.desk}".strip()


class Procedures:
    """Names of procedures, their questions, papers and screens; what is known no longer keeps its key."""

    def __init__(self, known: dict[str, procedures.Definition]) -> None:
        self._known = known

    def name(self, key: str) -> str:
        return _here(self._known[key].name) if key in self._known else key

    def question(self, procedure: str, key: str) -> str:
        found = self._known.get(procedure)
        if found is None:
            return key
        named = {one.key: one.label for one in found.questions()}
        named |= {one.key: one.label for one in found.papers}
        return _here(named[key]) if key in named else key

    def block(self, procedure: str, key: str) -> str:
        if key == filling.PAPERS:
            return _("書類")
        if key == filling.REVIEW:
            return _("確かめて送る")
        found = self._known.get(procedure)
        titles = {one.key: one.title for one in found.blocks} if found else {}
        return _here(titles[key]) if key in titles else key

    def place_of_block(self, procedure: str, key: str) -> int:
        """Where a screen stands in its form."""
        found = self._known.get(procedure)
        order = [*(one.key for one in found.blocks), filling.PAPERS, filling.REVIEW] if found else []
        return order.index(key) if key in order else len(order)


def _here(words: procedures.Words) -> str:
    return in_language(words, get_language() or "ja")
