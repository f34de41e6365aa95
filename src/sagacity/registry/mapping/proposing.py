"""Proposing a column for every heading."""

import hashlib
import re
from collections.abc import Mapping, Sequence

from sagacity.registry.kinds import Column, Edition, Kind, headings
from sagacity.registry.mapping.proposal import How, MappingProposal, Proposal

_GENERATED = re.compile(r"列\d+")
_SIMILAR = 72.0  # below this two headings have little in common
_SHOWN = 3


def signature(names: Sequence[str]) -> str:
    """A short name of this row of headings: the same headings in the same order give the same one."""
    return hashlib.sha256("\x1f".join(headings.fold(name) for name in names).encode()).hexdigest()[:32]


def propose(
    names: Sequence[str],
    kind: Kind,
    *,
    remembered: Mapping[str, str] | None = None,
    has_headings: bool = True,
) -> MappingProposal:
    """Propose columns: exact, alias, remembered (heading → column, "" = leave out), similar."""
    known = remembered or {}
    headless = not has_headings or all(_GENERATED.fullmatch(name) for name in names)
    edition = _edition_by_width(kind, len(names)) if headless else nearest_edition(names, kind)
    index = headings.index(kind.key)
    taken = {known[heading] for heading in names if known.get(heading)}
    found: dict[str, Proposal] = {}
    for heading in names:
        if heading in known:
            found[heading] = Proposal(heading, known[heading], How.REMEMBERED, 100.0)
    # Own names come before aliases, wherever they stand in the file.
    for own in (True, False):
        for heading in names:
            column, is_own = index.get(headings.fold(heading), (None, False))
            if heading in found or column is None or is_own is not own or column.name in taken:
                continue
            found[heading] = Proposal(heading, column.name, How.EXACT if own else How.ALIAS, 100.0)
            taken.add(column.name)
    for place, heading in enumerate(names):
        if heading in found:
            continue
        if headless and edition is not None and place < len(edition.headings):
            name = index[headings.fold(edition.headings[place])][0].name
            found[heading] = Proposal(heading, name, How.POSITION, 50.0)
        else:
            found[heading] = _similar(heading, kind, taken)
            if found[heading].column:
                taken.add(found[heading].column)
    proposals = tuple(found[heading] for heading in names)
    return MappingProposal(
        kind=kind.key,
        signature=signature(names),
        edition=edition.name if edition else "",
        proposals=proposals,
        missing=_missing(kind, edition, {one.column for one in proposals}),
    )


def nearest_edition(names: Sequence[str], kind: Kind) -> Edition:
    """The edition of the standard whose headings the file shares most; of equals the newest."""
    folded = {headings.fold(name) for name in names}
    return max(
        kind.editions, key=lambda edition: len({headings.fold(name) for name in edition.headings} & folded)
    )


def required(kind: Kind, edition: Edition | None) -> tuple[Column, ...]:
    """The columns an edition requires, as columns of the kind."""
    index = headings.index(kind.key)
    return tuple(index[headings.fold(name)][0] for name in (edition.required if edition else ()))


def _edition_by_width(kind: Kind, width: int) -> Edition | None:
    return next((one for one in kind.editions if one.order_known and len(one.headings) == width), None)


def _missing(kind: Kind, edition: Edition | None, there: set[str]) -> tuple[str, ...]:
    return tuple(column.name for column in required(kind, edition) if column.name not in there)


def _similar(heading: str, kind: Kind, taken: set[str]) -> Proposal:
    from rapidfuzz import fuzz, process

    folded = headings.fold(heading)
    names = {column.name: headings.fold(column.name) for column in kind.columns if column.name not in taken}
    near = process.extract(folded, names, scorer=fuzz.WRatio, limit=_SHOWN, score_cutoff=50)
    alternatives = tuple((str(name), round(score, 1)) for _, score, name in near)
    if alternatives and alternatives[0][1] >= _SIMILAR and not _GENERATED.fullmatch(heading):
        return Proposal(heading, alternatives[0][0], How.SIMILAR, alternatives[0][1], alternatives[1:])
    return Proposal(heading, "", How.NONE, 0.0, alternatives)
