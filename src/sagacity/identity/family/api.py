"""What other rooms may use of family: who lives with a resident by consent, and what was agreed to."""

from sagacity.identity.family.acting import OutsideTheMandate, acting_for, may_act_for
from sagacity.identity.family.acts import Act, NoSuchAct, act, acts, offer_act
from sagacity.identity.family.children import (
    Barred,
    NoSuchChild,
    NotOfAge,
    add_child,
    child_of,
    household_children,
)
from sagacity.identity.family.companions import (
    NoSuchInvitation,
    NotOfOneHousehold,
    OwnInvitation,
    invitation,
    invite,
    join,
    open_invitations,
)
from sagacity.identity.family.companions import withdraw as withdraw_invitation
from sagacity.identity.family.consents import (
    NoSuchConsent,
    OtherWords,
    consent,
    consented,
    consents,
    give,
)
from sagacity.identity.family.consents import withdraw as withdraw_consent
from sagacity.identity.family.doors import offer_child_door
from sagacity.identity.family.mandate_types import Acting, Limits, Mandate, MandateEnded, Use
from sagacity.identity.family.mandates import BadTerms, NoSuchMandate, OwnMandate, giver_of
from sagacity.identity.family.mandates import accept as accept_mandate
from sagacity.identity.family.mandates import give as give_mandate
from sagacity.identity.family.mandates import given as mandates_given
from sagacity.identity.family.mandates import held as mandates_held
from sagacity.identity.family.mandates import withdraw as withdraw_mandate
from sagacity.identity.family.members import NoSuchMember, leave, members
from sagacity.identity.family.receipts import BadReceipt, check_receipt, receipt
from sagacity.identity.family.signals import consent_ended, mandate_ended, member_left
from sagacity.identity.family.texts import NoSuchPurpose, offer_text, text
from sagacity.identity.family.types import (
    ChildOfFamily,
    Consent,
    ConsentEnded,
    HouseholdChild,
    Invitation,
    Kind,
    Member,
    MemberLeft,
    Text,
    Why,
)

__all__ = [
    "Act",
    "Acting",
    "BadReceipt",
    "BadTerms",
    "Barred",
    "ChildOfFamily",
    "Consent",
    "ConsentEnded",
    "HouseholdChild",
    "Invitation",
    "Kind",
    "Limits",
    "Mandate",
    "MandateEnded",
    "Member",
    "MemberLeft",
    "NoSuchAct",
    "NoSuchChild",
    "NoSuchConsent",
    "NoSuchInvitation",
    "NoSuchMandate",
    "NoSuchMember",
    "NoSuchPurpose",
    "NotOfAge",
    "NotOfOneHousehold",
    "OtherWords",
    "OutsideTheMandate",
    "OwnInvitation",
    "OwnMandate",
    "Text",
    "Use",
    "Why",
    "accept_mandate",
    "act",
    "acting_for",
    "acts",
    "add_child",
    "check_receipt",
    "child_of",
    "consent",
    "consent_ended",
    "consented",
    "consents",
    "give",
    "give_mandate",
    "giver_of",
    "household_children",
    "invitation",
    "invite",
    "join",
    "leave",
    "mandate_ended",
    "mandates_given",
    "mandates_held",
    "may_act_for",
    "member_left",
    "members",
    "offer_act",
    "offer_child_door",
    "offer_text",
    "open_invitations",
    "receipt",
    "text",
    "withdraw_consent",
    "withdraw_invitation",
    "withdraw_mandate",
]
