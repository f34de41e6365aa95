"""Which heading is which column: `guess_kind(...)`, `propose(...)`, `signature(...)`."""

from sagacity.registry.mapping.guessing import guess_kind
from sagacity.registry.mapping.proposal import How, MappingProposal, Proposal
from sagacity.registry.mapping.proposing import propose, signature

__all__ = ["How", "MappingProposal", "Proposal", "guess_kind", "propose", "signature"]
