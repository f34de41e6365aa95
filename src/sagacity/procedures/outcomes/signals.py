"""What outcomes announces."""

from sagacity.kit.signals.api import Signal
from sagacity.procedures.outcomes.types import DocumentNews

document_issued = Signal("outcomes.document_issued", DocumentNews)
document_revoked = Signal("outcomes.document_revoked", DocumentNews)
