"""Choosing one language of a text that exists in several."""

from sagacity.broker.entity import Json


def preferred(wanted: str) -> tuple[str, ...]:
    """The languages of ``lang`` or Accept-Language, the dearest first: ``fr,en;q=0.5``."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(wanted.split(",")):
        name, _, weight = part.partition(";")
        if name.strip():
            ranked.append((-_weight(weight), place, name.strip()))
    return tuple(name for _, _, name in sorted(ranked))


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=")) if text else 1.0
    except ValueError:
        return 0.0


def choose(texts: dict[str, Json], wanted: tuple[str, ...]) -> tuple[str, Json]:
    """(language, text): the first wanted that is there, else the one without a language, else any."""
    for name in wanted:
        if name in texts:
            return name, texts[name]
        near = next((there for there in texts if there.split("-")[0] == name.split("-")[0]), None)
        if near is not None:
            return near, texts[near]
        if name == "*":
            break
    first = "@none" if "@none" in texts else next(iter(texts), "@none")
    return first, texts.get(first)
