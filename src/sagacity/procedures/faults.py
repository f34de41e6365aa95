"""What is wrong with the text of a definition, and where: each fault in words for staff."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

Path = tuple[int | str, ...]  # from the top of the file: "block", 0, "question", 2, "kind"


@dataclass(frozen=True, slots=True)
class TextFault:
    """One thing that cannot be read."""

    line: int  # from 1; 0 when it is about the whole text
    path: Path
    code: str  # stable: "missing", "not_words", "unknown_name", "not_toml" …
    about: str = ""

    @property
    def words(self) -> str:
        """What is wrong and what to write instead."""
        return _sentence(self.code) % {"about": self.about, "name": str(self.path[-1]) if self.path else ""}


class BrokenDefinition(ValueError):
    """The text is no definition; `faults` say line by line why."""

    def __init__(self, faults: tuple[TextFault, ...]) -> None:
        super().__init__("; ".join(f"{one.line}: {written(one.path)}: {one.words}" for one in faults))
        self.faults = faults


def written(path: Path) -> str:
    """A path as a person counts: block 1, question 3, kind."""
    said: list[str] = []
    for part in path:
        if isinstance(part, int) and said:
            said[-1] = f"{said[-1]} {part + 1}"
        else:
            said.append(str(part))
    return ", ".join(said)


def _sentence(code: str) -> str:
    return {
        "not_toml": _("TOMLとして読めません（%(about)s）。引用符・かっこ・「=」を確かめてください。"),
        "missing": _("「%(name)s」がありません。書き足してください。"),
        "unknown_name": _(
            "「%(name)s」という項目はありません。つづりを確かめてください。使えるのは %(about)s です。"
        ),
        "not_text": _("文字で書いてください。引用符で囲みます。"),
        "not_words": _("言語ごとのことばで書いてください。日本語（ja）は必ず要ります。"),
        "not_whole": _("数で書いてください。引用符は要りません。"),
        "not_flag": _("true か false で書いてください。"),
        "not_day": _("日付で書いてください。例: 2026-04-01（引用符は要りません）"),
        "not_list": _('文字の並びで書いてください。例: ["a", "b"]'),
        "not_table": _("表（[…] または [[…]]）で書いてください。"),
        "not_one_of": _("使えるのは次のどれかです: %(about)s"),
        "not_a_key": _("鍵は小文字の英字で始め、英小文字・数字・「_」だけで、60字までにしてください。"),
        "not_a_rule": _("条件として読めません（%(about)s）。条件の書き方の頁を見てください。"),
    }[code]
