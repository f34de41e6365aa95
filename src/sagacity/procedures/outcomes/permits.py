"""Who may do what with documents: staff by permission and division, residents with their own."""

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.procedures.outcomes import models, refusals

LOOK, WORK, DECIDE = identity.CASE_LOOK, identity.CASE_WORK, identity.CASE_DECIDE


def demand(by: policy.Person, permission: str, division: str) -> None:
    """Let staff go on who hold the permission, with documents of their own division.

    Raises:
        NotAllowed: nothing is done.
    """
    if by.kind == "system":
        return
    if not by.is_staff or not by.may(permission):
        raise refusals.NotAllowed(permission)
    if by.division != division and not by.may(identity.CASE_EVERY):
        raise refusals.NotAllowed(f"{permission} in another division")


def is_own(by: policy.Person, row: models.Document) -> bool:
    """Whether a resident asks for a document that was given to them."""
    return by.kind == "resident" and bool(row.applicant) and by.key == row.applicant


def divisions(by: policy.Person) -> str:
    """The division whose documents somebody sees; "" for all."""
    return "" if by.kind == "system" or by.may(identity.CASE_EVERY) else by.division or "-"
