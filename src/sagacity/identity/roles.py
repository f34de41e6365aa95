"""Roles of staff, and what each may do: a list short enough to be read in one look."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IMPORT = "registry.import"
APPROVE = "registry.approve"
CORRECT = "registry.correct"
COLLECTION_EDIT = "collection.edit"
COLLECTION_APPROVE = "collection.approve"
STAFF_MANAGE = "staff.manage"
AUDIT_READ = "audit.read"


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of work, and the permissions it needs."""

    key: str
    title: Promise | str
    permissions: frozenset[str]


ROLES: tuple[Role, ...] = (
    Role("data_clerk", _("データ担当"), frozenset({IMPORT, CORRECT})),
    Role("data_approver", _("データ承認者"), frozenset({APPROVE, CORRECT})),
    Role("garbage_clerk", _("ごみ収集担当"), frozenset({COLLECTION_EDIT})),
    Role("garbage_approver", _("ごみ収集承認者"), frozenset({COLLECTION_APPROVE})),
    Role("administrator", _("システム管理者"), frozenset({STAFF_MANAGE, AUDIT_READ})),
)
_BY_KEY = {role.key: role for role in ROLES}


class NoSuchRole(Exception):
    """There is no role of this name."""


def role(key: str) -> Role:
    if key not in _BY_KEY:
        raise NoSuchRole(key)
    return _BY_KEY[key]


def title(key: str) -> str:
    """What people call the role; a role that has been abolished keeps its old key."""
    return str(_BY_KEY[key].title) if key in _BY_KEY else key


def permissions_of(held: Iterable[str]) -> frozenset[str]:
    """Everything that holders of these roles may do together."""
    return frozenset().union(*(_BY_KEY[key].permissions for key in held if key in _BY_KEY))
