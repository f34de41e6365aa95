"""Proposing a column for every heading."""

from collections.abc import Mapping, Sequence

from sagacity.registry.kinds import Kind
from sagacity.registry.mapping.proposal import MappingProposal


def signature(headings: Sequence[str]) -> str:
    """A short name of this row of headings: the same headings in the same order give the same one."""
    raise NotImplementedError


def propose(
    headings: Sequence[str],
    kind: Kind,
    *,
    remembered: Mapping[str, str] | None = None,
    has_headings: bool = True,
) -> MappingProposal:
    """Propose columns: exact, alias, remembered (heading → column, "" = leave out), similar."""
    raise NotImplementedError
