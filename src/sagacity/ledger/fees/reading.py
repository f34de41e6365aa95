"""Reading a tariff: `fees.toml` of a city pack, or what a clerk proposes."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sagacity.kit.money import Yen
from sagacity.ledger.fees import types


class BrokenTariff(ValueError):
    """The tariff cannot be read; `where` names the place and `why` what to put right."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


def read(text: str) -> types.Tariff:
    """A tariff from TOML; its version is the digest of its text.

    Raises:
        BrokenTariff: it is no TOML, or says what no tariff can.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BrokenTariff("fees.toml", str(problem)) from problem
    rules: dict[str, types.Rule] = {}
    for one, where in _each(said, "fee", ""):
        rule = _rule(one, where)
        if rule.key in rules:
            raise BrokenTariff(where, f"the key {rule.key} stands above already")
        rules[rule.key] = rule
    postage = tuple(_postage(one, where) for one, where in _each(said, "postage", ""))
    return types.Tariff(hashlib.sha256(text.encode()).hexdigest()[:12], rules, postage)


def _rule(said: Mapping[str, Any], where: str) -> types.Rule:
    known = {"key", "name", "division", "law", "counts_on", "per", "unit", "confirmed"}
    _only(said, known | {"price", "change", "exemption"}, where)
    where = f"{where} ({said.get('key', '?')})"
    try:
        counts_on = types.CountsOn(said.get("counts_on", "application"))
    except ValueError as problem:
        raise BrokenTariff(where, "counts_on is application, issue or payment") from problem
    return types.Rule(
        key=_text(said, "key", where),
        name=_words(said, "name", where),
        division=_text(said, "division", where),
        law=_text(said, "law", where),
        prices=tuple(_price(one, at) for one, at in _each(said, "price", where)),
        changes=tuple(_change(one, at) for one, at in _each(said, "change", where)),
        exemptions=tuple(_exemption(one, at) for one, at in _each(said, "exemption", where)),
        counts_on=counts_on,
        per=_whole(said.get("per", 1), f"{where}, per", least=1),
        is_confirmed=said.get("confirmed") is True,
        **({"unit": _words(said, "unit", where)} if "unit" in said else {}),
    )


def _price(said: Mapping[str, Any], where: str) -> types.Price:
    _only(said, {"yen", "when", "since", "until"}, where)
    return types.Price(Yen(_whole(said.get("yen"), where, least=0)), _when(said, where), _window(said, where))


def _change(said: Mapping[str, Any], where: str) -> types.Change:
    _only(said, {"name", "yen", "percent", "when", "since", "until"}, where)
    if ("yen" in said) == ("percent" in said):
        raise BrokenTariff(where, "say either yen or percent")
    return types.Change(
        name=_words(said, "name", where),
        yen=Yen(_whole(said["yen"], where)) if "yen" in said else None,
        percent=_whole(said["percent"], where, least=-100) if "percent" in said else None,
        when=_when(said, where),
        window=_window(said, where),
    )


def _exemption(said: Mapping[str, Any], where: str) -> types.Exemption:
    _only(said, {"because", "when", "evidence", "since", "until"}, where)
    when = _when(said, where)
    if not when:
        raise BrokenTariff(where, "say when; a fee nobody pays is a price of 0")
    evidence = _words(said, "evidence", where) if "evidence" in said else None
    return types.Exemption(_words(said, "because", where), when, evidence, _window(said, where))


def _postage(said: Mapping[str, Any], where: str) -> types.Postage:
    _only(said, {"step", "since", "until"}, where)
    steps = tuple(
        (_whole(one.get("copies"), where, least=1), Yen(_whole(one.get("yen"), where, least=0)))
        for one in _list(said, "step", where)
    )
    if not steps or sorted(dict(steps)) != [copies for copies, _ in steps]:
        raise BrokenTariff(where, "steps of copies, each more than the one before")
    return types.Postage(steps, _window(said, where))


def _window(said: Mapping[str, Any], where: str) -> types.Window:
    days = [said.get("since"), said.get("until")]
    if any(day is not None and type(day) is not date for day in days):
        raise BrokenTariff(where, "since and until are days, as 2026-04-01")
    since, until = days
    if since and until and until < since:
        raise BrokenTariff(where, "until comes before since")
    return types.Window(since, until)


def _when(said: Mapping[str, Any], where: str) -> types.When:
    when = said.get("when", {})
    if not isinstance(when, dict) or not all(isinstance(value, str) for value in when.values()):
        raise BrokenTariff(where, 'when is a table of words, as {channel = "counter"}')
    return when


def _words(said: Mapping[str, Any], name: str, where: str) -> types.Words:
    words: Any = said.get(name)
    if (
        not isinstance(words, dict)
        or not words.get("ja")
        or not all(isinstance(one, str) for one in words.values())
    ):
        raise BrokenTariff(where, f'{name} is a table of words by language, with at least "ja"')
    return dict(words)


def _text(said: Mapping[str, Any], name: str, where: str) -> str:
    text = said.get(name)
    if not isinstance(text, str) or not text.strip():
        raise BrokenTariff(where, f"{name} is missing")
    return text


def _whole(value: Any, where: str, *, least: int | None = None) -> int:
    if type(value) is not int or (least is not None and value < least):
        raise BrokenTariff(where, "a whole number" + (f" of {least} or more" if least is not None else ""))
    return value


def _list(said: Mapping[str, Any], name: str, where: str) -> Sequence[Mapping[str, Any]]:
    found = said.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise BrokenTariff(where, f"write [[…{name}]]")
    return found


def _each(said: Mapping[str, Any], name: str, where: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Each table of a list, with the words that name its place."""
    for number, one in enumerate(_list(said, name, where or "fees.toml"), 1):
        yield one, f"{where}, {name} {number}" if where else f"{name} {number}"


def _only(said: Mapping[str, Any], known: set[str], where: str) -> None:
    if strange := sorted(set(said) - known):
        raise BrokenTariff(where, f"nobody knows {', '.join(strange)}; known: {', '.join(sorted(known))}")
