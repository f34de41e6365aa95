"""Results over everything, grouped by kind, with the words that were found marked."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from sagacity.kit import clock
from sagacity.kit.manifest import in_language
from sagacity.kit.search import api as search
from sagacity.procedures import api as procedures
from sagacity.registry import api as registry
from sagacity.shell import manifests
from sagacity.shell.words import KINDS
from sagacity.shell.words import kind as kind_name

FEW = 4
# In Japanese for every reader, as the records are.
EXAMPLES = ("避難所", "公園", "電池", "小学校", "保育園", "傘")
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    title: SafeString
    note: SafeString
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one kind: how many in all, and those on this page."""

    kind: str
    name: str
    icon: str
    total: int
    lines: tuple[Line, ...]

    @property
    def has_more(self) -> bool:
        return self.total > len(self.lines)


def find(*, words: str, kind: str = "", offset: int = 0) -> list[Group]:
    """A few results of each kind, or one page of one kind; kinds without results are left out."""
    kinds = [kind] if kind else list(KINDS)
    limit = PER_PAGE if kind else FEW
    found = [_group(one, words, limit, offset if kind else 0) for one in kinds]
    return [group for group in found if group.total]


def worth_trying() -> list[str]:
    """Words that do find something in this city, for somebody who does not know how to begin."""
    return [word for word in EXAMPLES if search.find(words=word, limit=1).total]


def mark(text: str, words: str) -> SafeString:
    """The text with the searched words marked, however wide or large they are written."""
    wanted = [word for word in search.fold(words).split() if word]
    folded = [search.fold(letter) for letter in text]
    # Folding may lengthen a letter (㍿); a place in the folded text is carried back to its letter.
    owner = [at for at, piece in enumerate(folded) for _ in piece]
    whole = "".join(folded)
    marked: set[int] = set()
    for word in wanted:
        at = whole.find(word)
        while at >= 0:
            marked.update(owner[at : at + len(word)])
            at = whole.find(word, at + len(word))
    pieces: list[str] = []
    for at, letter in enumerate(text):
        if at in marked and at - 1 not in marked:
            pieces.append("<mark>")
        pieces.append(escape(letter))
        if at in marked and at + 1 not in marked:
            pieces.append("</mark>")
    return mark_safe("".join(pieces))


def _group(kind: str, words: str, limit: int, offset: int) -> Group:
    local = {"app": _apps, "dataset": _datasets, "procedure": _procedures}.get(kind)
    if local:
        rows = local(words)
        total, lines = len(rows), tuple(rows[offset : offset + limit])
    else:
        found = search.find(words=words, kinds=(kind,), limit=limit, offset=offset)
        total = found.total
        lines = tuple(Line(mark(hit.title, words), mark(hit.excerpt, words), hit.url) for hit in found.hits)
    return Group(kind, kind_name(kind), KINDS[kind][1], total, lines)


def _apps(words: str) -> list[Line]:
    language = get_language() or "ja"
    return [
        Line(mark(one.name_in(language), words), mark(one.summary_in(language), words), one.resident_path)
        for one in manifests.residents()
        if _holds([*one.name.values(), *one.summary.values()], words)
    ]


def _datasets(words: str) -> list[Line]:
    language = get_language() or "ja"
    return [
        Line(
            mark(in_language(one.title, language), words),
            format_html("{}", one.publisher),
            f"/dataset/{one.slug}",
        )
        for one in registry.datasets()
        if _holds([*one.title.values(), one.description], words)
    ]


def _procedures(words: str) -> list[Line]:
    language = get_language() or "ja"
    return [
        Line(
            mark(in_language(one.name, language), words),
            mark(in_language(one.about, language), words),
            reverse("surveys:one" if one.sort is procedures.Sort.SURVEY else "apply:one", args=[one.key]),
        )
        for one in procedures.procedures(at=clock.now())
        if _holds([*one.name.values(), *one.about.values(), *one.search_words], words)
    ]


def _holds(texts: list[str], words: str) -> bool:
    whole = search.fold("\n".join(texts))
    return all(word in whole for word in search.fold(words).split())
