"""What other rooms may use of identity: who is asking, what their device chose, and who works here."""

from sagacity.identity.demo import make_demo_staff
from sagacity.identity.devices import (
    NoteTooLarge,
    TooManyNotes,
    choose_district,
    device_of,
    everything_kept,
    forget,
    forget_everything,
    recall,
    recall_all,
    remember,
)
from sagacity.identity.roles import (
    APPROVE,
    AUDIT_READ,
    COLLECTION_APPROVE,
    COLLECTION_EDIT,
    CORRECT,
    IMPORT,
    STAFF_MANAGE,
    NoSuchRole,
)
from sagacity.identity.staff import NoSuchMember, member, members, names, person
from sagacity.identity.types import DemoStaff, Device, Grant, Note, StaffMember

__all__ = [
    "APPROVE",
    "AUDIT_READ",
    "COLLECTION_APPROVE",
    "COLLECTION_EDIT",
    "CORRECT",
    "IMPORT",
    "STAFF_MANAGE",
    "DemoStaff",
    "Device",
    "Grant",
    "NoSuchMember",
    "NoSuchRole",
    "Note",
    "NoteTooLarge",
    "StaffMember",
    "TooManyNotes",
    "choose_district",
    "device_of",
    "everything_kept",
    "forget",
    "forget_everything",
    "make_demo_staff",
    "member",
    "members",
    "names",
    "person",
    "recall",
    "recall_all",
    "remember",
]
