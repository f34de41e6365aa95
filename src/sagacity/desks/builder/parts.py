"""Which parts of each thing a form shows, and how."""

from collections.abc import Callable
from dataclasses import dataclass

from sagacity.procedures.api import (
    Block,
    Check,
    Eligible,
    FeeRule,
    Kind,
    Line,
    Option,
    Outcome,
    Paper,
    Question,
    Stage,
    TimeLimit,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a thing: its name in the dataclass, and how it is asked for."""

    name: str
    how: str  # a way that reading.py and part.html know: "line", "words", "rule" …
    choices: str = ""  # which list it is chosen from
    needed: bool = False


PARTS: dict[str, tuple[Part, ...]] = {
    "procedure": (
        Part("key", "key", needed=True),
        Part("name", "words", needed=True),
        Part("about", "long_words", needed=True),
        Part("sort", "choice", "sorts"),
        Part("division", "choice", "divisions", needed=True),
        Part("law", "line"),
        Part("national_id", "line"),
        Part("level", "choice", "levels"),
        Part("level_at_counter", "choice", "levels"),
        Part("life_events", "list"),
        Part("search_words", "list"),
        Part("minutes", "whole", needed=True),
        Part("retention", "choice", "retentions"),
        Part("once_for", "pick", "once"),
        Part("may_be_withdrawn", "flag"),
        Part("delegates", "flag"),
        Part("is_confirmed", "flag"),
        Part("to_confirm", "words"),
    ),
    "eligible": (Part("when", "rule"), Part("otherwise", "long_words", needed=True)),
    "block": (
        Part("title", "words", needed=True),
        Part("note", "long_words"),
        Part("show_if", "rule"),
        Part("key", "key"),
    ),
    "question": (
        Part("label", "words", needed=True),
        Part("kind", "choice", "kinds"),
        Part("required", "flag"),
        Part("hint", "words"),
        Part("show_if", "rule"),
        Part("least", "whole"),
        Part("most", "whole"),
        Part("since", "line"),
        Part("until", "line"),
        Part("prefill", "choice", "prefills"),
        Part("pattern", "line"),
        Part("must", "rule"),
        Part("say", "words"),
        Part("is_sensitive", "flag"),
        Part("key", "key"),
    ),
    "option": (Part("label", "words", needed=True), Part("show_if", "rule"), Part("key", "option_key")),
    "paper": (
        Part("label", "words", needed=True),
        Part("note", "words"),
        Part("required_if", "rule"),
        Part("at_counter_only", "flag"),
        Part("key", "key"),
    ),
    "fee": (
        Part("item", "choice", "fees"),
        Part("copies", "pick", "counted"),
        Part("things", "pick", "counted"),
        Part("pay", "choice", "pays"),
        Part("by_post", "rule"),
        Part("facts", "facts"),
    ),
    "stage": (
        Part("name", "words", needed=True),
        Part("division", "choice", "divisions"),
        Part("days", "whole", needed=True),
        Part("decides", "flag"),
        Part("four_eyes", "flag"),
        Part("skip_if", "rule"),
        Part("key", "key"),
    ),
    "check": (Part("label", "words", needed=True), Part("key", "key")),
    "time_limit": (
        Part("days", "whole", needed=True),
        Part("counted_from", "pick", "days"),
        Part("first_day", "choice", "first_days"),
        Part("moves_to_open_day", "flag"),
    ),
    "outcome": (
        Part("kind", "choice", "outcomes"),
        Part("title", "words"),
        Part("text", "long_words"),
        Part("valid_months", "whole"),
        Part("register", "line"),
        Part("delivery", "list"),
    ),
    "line": (Part("label", "words", needed=True), Part("value", "value"), Part("key", "key")),
}
PARTS["column"] = tuple(one for one in PARTS["question"] if one.name not in {"prefill", "must"})


def fresh(kind: str, key: str) -> object:
    """A new thing, empty but readable."""
    makers: dict[str, Callable[[], object]] = {
        "block": lambda: Block(key=key, title={"ja": "新しいブロック"}, questions=()),
        "question": lambda: Question(key=key, kind=Kind.TEXT, label={"ja": "新しい質問"}),
        "column": lambda: Question(key=key, kind=Kind.TEXT, label={"ja": "新しい列"}),
        "option": lambda: Option(key=key, label={"ja": "新しい選択肢"}),
        "paper": lambda: Paper(key=key, label={"ja": "新しい書類"}),
        "stage": lambda: Stage(key=key, name={"ja": "新しい段階"}, division="", days=5),
        "check": lambda: Check(key=key, label={"ja": "新しい確認"}),
        "eligible": lambda: Eligible(when={">=": [{"var": "facts.age"}, 15]}, otherwise={"ja": "…"}),
        "line": lambda: Line(label={"ja": "新しい行"}, value="", key=key),
        "fee": lambda: FeeRule(item=""),
        "time_limit": lambda: TimeLimit(days=14, counted_from=""),
        "outcome": lambda: Outcome(kind="none"),
    }
    return makers[kind]()
