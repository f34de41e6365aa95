"""Questions about scopes (``scopeQ``): ``/City/+/Park``, ``/City/#``; ``;`` and, ``,`` or ``|`` or."""

from collections.abc import Callable

from sagacity.broker.entity import Entity
from sagacity.broker.ld.querying.cursor import Cursor
from sagacity.broker.ld.rows import scopes

Fits = Callable[[tuple[str, ...]], bool]


def parse(text: str) -> Callable[[Entity], bool]:
    """The condition on an entity, or BadRequest."""
    cursor = Cursor(text, "scopeQ")
    fits = _alternatives(cursor)
    cursor.end()
    return lambda entity: fits(scopes.of(entity))


def _alternatives(cursor: Cursor) -> Fits:
    found = [_conjunction(cursor)]
    while cursor.take(",") or cursor.take("|"):
        found.append(_conjunction(cursor))
    return lambda held: any(fits(held) for fits in found)


def _conjunction(cursor: Cursor) -> Fits:
    found = [_part(cursor)]
    while cursor.take(";"):
        found.append(_part(cursor))
    return lambda held: all(fits(held) for fits in found)


def _part(cursor: Cursor) -> Fits:
    if cursor.open():
        found = _alternatives(cursor)
        cursor.close()
        return found
    text = cursor.until(";,|()")
    if not text.startswith("/"):
        raise cursor.wrong("a scope starts with /")
    steps = text[1:].split("/")
    if "#" in steps[:-1]:
        raise cursor.wrong("# stands at the end of a scope")
    return lambda held: any(_covers(steps, scope[1:].split("/")) for scope in held)


def _covers(wanted: list[str], held: list[str]) -> bool:
    if wanted[-1] == "#":
        wanted, held = wanted[:-1], held[: len(wanted) - 1]
    return len(wanted) == len(held) and all(
        want in ("+", have) for want, have in zip(wanted, held, strict=True)
    )
