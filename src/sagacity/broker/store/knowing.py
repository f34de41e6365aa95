"""What the tally knows of a question before a row is read: where it can have answers at all."""

from dataclasses import replace

from sagacity.broker.selection import EVERYWHERE, PathScope, Selection
from sagacity.broker.store.base import Session

FEW = 5_000  # entities: more are rather walked through in their order until a page is full
MANY_NAMES = 50  # types or paths: more make no sharper question


def sharpened(session: Session, selection: Selection) -> Selection | None:
    """The same question, named so that an index answers it; None if nothing can fit."""
    narrow: Selection | None = selection
    if not selection.types and not selection.ids:
        narrow = _with_types(session, selection)
    if narrow is not None and not narrow.ids and (narrow.within or EVERYWHERE not in narrow.paths):
        narrow = _with_paths(session, narrow)
    return narrow


def _with_types(session: Session, selection: Selection) -> Selection | None:
    """Whoever asks for values of attributes means the types that have them: their indexes can be used."""
    names = {hint.attribute for predicate in selection.predicates for hint in predicate.hints}
    if not names:
        return selection
    marks = ", ".join("?" * len(names))
    rows = session.execute(
        f"SELECT type FROM broker_tally WHERE tenant = ? AND attr IN ({marks})"
        " GROUP BY type HAVING count(DISTINCT attr) = ?",
        (selection.tenant, *sorted(names), len(names)),
    )
    if not rows:
        return None
    types = tuple(sorted(str(type_) for (type_,) in rows))
    return replace(selection, types=types) if len(types) <= MANY_NAMES else selection


def _with_paths(session: Session, selection: Selection) -> Selection | None:
    """A subtree that holds little is named path by path."""
    rows = session.execute(
        "SELECT path, type, sum(n) FROM broker_tally WHERE tenant = ? AND attr = '' GROUP BY path, type",
        (selection.tenant,),
    )
    held = [(path, int(n)) for path, type_, n in rows if selection.covers(path, type_)]
    if not held:
        return None
    paths = sorted({path for path, _ in held})
    if sum(n for _, n in held) > FEW or len(paths) > MANY_NAMES:
        return selection
    return replace(selection, paths=tuple(PathScope(path) for path in paths))
