"""What other rooms may use of outcomes: giving out documents, opening them, checking and taking them back."""

from sagacity.procedures.outcomes.documents import (
    document,
    documents_for,
    documents_of,
    pdf,
    posted,
    print_one,
    register_entries,
    registers,
)
from sagacity.procedures.outcomes.issuing import application_copy, issue, lacking, preview
from sagacity.procedures.outcomes.refusals import (
    CharactersLacking,
    NoPaper,
    NoReason,
    NoSuchDocument,
    NotAllowed,
    NothingComesOut,
    NotNow,
)
from sagacity.procedures.outcomes.revoking import propose as propose_revoking
from sagacity.procedures.outcomes.revoking import reissue, revoke
from sagacity.procedures.outcomes.signals import document_issued, document_revoked
from sagacity.procedures.outcomes.troubles import open_troubles, trouble_of
from sagacity.procedures.outcomes.types import Document, DocumentNews, Entries, Standing, Trouble, Verdict
from sagacity.procedures.outcomes.verifying import verify, verify_file

__all__ = [
    "CharactersLacking",
    "Document",
    "DocumentNews",
    "Entries",
    "NoPaper",
    "NoReason",
    "NoSuchDocument",
    "NotAllowed",
    "NotNow",
    "NothingComesOut",
    "Standing",
    "Trouble",
    "Verdict",
    "application_copy",
    "document",
    "document_issued",
    "document_revoked",
    "documents_for",
    "documents_of",
    "issue",
    "lacking",
    "open_troubles",
    "pdf",
    "posted",
    "preview",
    "print_one",
    "propose_revoking",
    "register_entries",
    "registers",
    "reissue",
    "revoke",
    "trouble_of",
    "verify",
    "verify_file",
]
