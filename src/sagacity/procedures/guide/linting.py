"""What is wrong with a life event: unknown names, conditions that never hold, words that lack a language."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from sagacity.ledger import api as ledger
from sagacity.procedures import api as procedures
from sagacity.procedures.guide import pack_texts, types

DATES = frozenset({procedures.Kind.DATE})
NUMBERS = frozenset({procedures.Kind.NUMBER, procedures.Kind.TABLE, procedures.Kind.CHOICES})
# A guide decides nothing and has no division: what else the look at a procedure says is not meant here.
HEARD = frozenset(
    {
        "always_true", "bad_day_bound", "bad_pattern", "bounds_crossed", "column_kind", "contradiction",
        "dead_end", "duplicate_key", "looks_ahead", "missing_words", "never_good", "no_columns",
        "no_options", "no_paper_ever", "no_such_option", "no_questions", "no_words_for_must",
        "unknown_part", "unknown_variable", "unreachable", "useless_options",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Blemish:
    """One thing to put right; `place` says where, as a person reads it."""

    code: str
    place: str
    words: str
    is_error: bool = True


def look(
    *, guide: types.Guide, event: types.Event, languages: Collection[str], fees: ledger.Tariff
) -> list[Blemish]:
    """Everything wrong with one event, in the order of its rules."""
    found = [
        Blemish(f"unknown_{what}", key, _unknown(what) % {"name": name})
        for key, what, name in pack_texts.unknown_names(guide, event)
    ]
    found += _rules(event, fees)
    found += _conditions(event, languages, fees)
    found += _why(event, languages)
    return list(dict.fromkeys(found))


def look_at_common(*, guide: types.Guide, languages: Collection[str]) -> list[Blemish]:
    """What events share: words that lack a language, papers and procedures that no rule names."""
    wanted = {one.paper for event in guide.events.values() for rule in event.rules for one in rule.brings}
    done = {rule.task for event in guide.events.values() for rule in event.rules}
    found = [
        Blemish("paper_unused", key, _("どのきまりも、この書類を求めていません。"), is_error=False)
        for key in guide.papers
        if key not in wanted
    ]
    found += [
        Blemish("procedure_unused", key, _("どのきまりも、この手続を呼んでいません。"), is_error=False)
        for key in guide.tasks
        if key not in done
    ]
    named: dict[str, Mapping[str, str]] = {key: one.label for key, one in guide.papers.items()}
    named |= {key: one.name for key, one in guide.tasks.items()}
    named |= {key: one.name for key, one in guide.desks.items()}
    named |= {f"{key} note": one.note for key, one in guide.tasks.items() if one.note}
    found += [one for key, words in named.items() for one in _lacking(key, words, languages)]
    return found


def _rules(event: types.Event, fees: ledger.Tariff) -> Iterator[Blemish]:
    kinds = {one.key: one.kind for one in event.definition.questions()}
    seen: set[str] = set()
    for rule in event.rules:
        if rule.key in seen:
            yield Blemish("rule_twice", rule.key, _("同じ鍵のきまりが2つあります。key を分けてください。"))
        seen.add(rule.key)
        if rule.limit and kinds.get(rule.limit.counted_from) not in DATES:
            yield Blemish(
                "deadline_no_date",
                rule.key,
                _("期限を数える「%(name)s」が、日付の質問ではありません。")
                % {"name": rule.limit.counted_from},
            )
        if rule.fee and rule.fee.item not in fees.rules:
            yield Blemish(
                "no_such_fee",
                rule.key,
                _("手数料「%(name)s」が fees.toml にありません。") % {"name": rule.fee.item},
            )
        counted = [rule.minutes_each, *((rule.fee.things, rule.fee.copies) if rule.fee else ())]
        for name in filter(None, counted):
            if kinds.get(name) not in NUMBERS:
                yield Blemish(
                    "not_countable",
                    rule.key,
                    _("「%(name)s」は数えられる質問ではありません。") % {"name": name},
                )


def _conditions(event: types.Event, languages: Collection[str], fees: ledger.Tariff) -> Iterator[Blemish]:
    """Rules stand as papers of a procedure: its look tries them in every world they can tell apart."""
    placed: list[tuple[str, procedures.Rule]] = []
    for rule in event.rules:
        placed.append((rule.key, rule.when))
        placed += [
            (f"{rule.key}, {one.paper}", _both(rule.when, one.when))
            for one in rule.brings
            if one.when is not None
        ]
        if rule.fee_when is not None:
            placed.append((f"{rule.key}, fee", _both(rule.when, rule.fee_when)))
        if rule.fee:
            placed += [(f"{rule.key}, fee {name}", one) for name, one in rule.fee.facts.items()]
    papers = tuple(
        procedures.Paper(key=f"p{number}", label={}, required_if=rule)
        for number, (_place, rule) in enumerate(placed)
    )
    whole = replace(event.definition, papers=papers)
    for flaw in procedures.look(definition=whole, languages=languages, fees=fees):
        if flaw.code not in HEARD:
            continue
        place = flaw.place or event.key
        if flaw.path[:1] == ("paper",):
            place = placed[int(flaw.path[1])][0]
            if flaw.code == "always_true":
                continue  # a bring under a rule's own condition may hold whenever the rule does
        is_error = flaw.level is procedures.Level.ERROR or flaw.code == "no_paper_ever"
        words = _never() if flaw.code == "no_paper_ever" else flaw.words
        yield Blemish(flaw.code, place, words, is_error=is_error)


def _both(one: procedures.Rule, other: procedures.Rule) -> procedures.Rule:
    return other if one is None else {"and": [one, other]}


def _why(event: types.Event, languages: Collection[str]) -> Iterator[Blemish]:
    for rule in event.rules:
        for words in (rule.why, *(one.why for one in rule.brings)):
            yield from _lacking(rule.key, words, languages)
    if event.to_confirm:
        yield from _lacking(event.key, event.to_confirm, languages)


def _lacking(place: str, words: Mapping[str, str], languages: Collection[str]) -> Iterator[Blemish]:
    lacking = [code for code in languages if words and not words.get(code)]
    if lacking:
        said = _("ことばが足りません: %(languages)s") % {"languages": ", ".join(lacking)}
        yield Blemish("missing_words", place, said, is_error=False)


def _never() -> str:
    return _("この条件は、どう答えても成り立ちません。条件を見直してください。")


def _unknown(what: str) -> str:
    return {
        "procedure": _("手続「%(name)s」が common/procedures.toml にありません。"),
        "paper": _("書類「%(name)s」が common/papers.toml にありません。"),
        "desk": _("窓口「%(name)s」が common/desks.toml にありません。"),
    }[what]
