"""Who may do what with cases: staff by permission and division, residents with their own."""

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.procedures.api import Definition
from sagacity.procedures.cases import models, refusals, stages

LOOK, WORK, DECIDE, ENTER = (
    identity.CASE_LOOK,
    identity.CASE_WORK,
    identity.CASE_DECIDE,
    identity.CASE_ENTER,
)
HIGHEST_TO_WITHDRAW = 2  # who asked the city for something may take it back with what proves them every day


def demand(by: policy.Person, permission: str, row: models.Case, definition: Definition) -> None:
    """Let staff go on who hold the permission, with cases of their own division.

    Raises:
        NotAllowed: nothing is done.
    """
    if by.kind == "system":
        return
    if not by.is_staff or not by.may(permission):
        raise refusals.NotAllowed(permission)
    own = {*stages.divisions_of(definition), row.division}
    if by.division not in own and not by.may(identity.CASE_EVERY):
        raise refusals.NotAllowed(f"{permission} in another division")


def is_own(by: policy.Person, row: models.Case) -> bool:
    """Whether a resident asks about what they applied for."""
    return by.kind == "resident" and bool(row.applicant) and by.key == row.applicant


def demand_own_or_staff(
    by: policy.Person, permission: str, row: models.Case, definition: Definition, *, level: int
) -> None:
    """Let the applicant go on who has proven enough, or staff; a case of somebody else is none at all.

    Raises:
        NoSuchCase, NotAllowed, TooLittleAssurance, NotInThisName: nothing is done.
    """
    if by.is_staff or by.kind == "system":
        demand(by, permission, row, definition)
    elif not is_own(by, row):
        raise refusals.NoSuchCase(row.key)
    else:
        policy.demand(by, level=level)
