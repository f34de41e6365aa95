"""What other rooms may use of cards: issuing and ending, reading, and what readers take along."""

from sagacity.identity.cards.cards import (
    NoSuchCard,
    card,
    cards_of,
    cards_of_inhabitant,
    holder,
    holders,
    note_browser,
)
from sagacity.identity.cards.carriages import CarriedAlready, NoSuchCarriage, carriages
from sagacity.identity.cards.carriages import allow as allow_carriage
from sagacity.identity.cards.carriages import withdraw as withdraw_carriage
from sagacity.identity.cards.children import carries as carries_child
from sagacity.identity.cards.children import carry_child
from sagacity.identity.cards.endings import NotYourCard, end, end_all
from sagacity.identity.cards.issuer import code as issuer
from sagacity.identity.cards.issuing import Ended, NotProven, TooManyPhones, issue, needs_renewal, renew
from sagacity.identity.cards.paper import LeftTheCity, NoPurpose, NotAllowed, issue_on_paper
from sagacity.identity.cards.proxies import carry_for
from sagacity.identity.cards.readings import Desk, NoSuchCode, by_short_code, desk, read
from sagacity.identity.cards.signals import card_ended, card_issued
from sagacity.identity.cards.signing_keys import RotationUnderWay, make_first_key, public_keys, rotate
from sagacity.identity.cards.standing import ACT as CARRY
from sagacity.identity.cards.standing import PURPOSE as CHILDS_CARD
from sagacity.identity.cards.status_list import status_list
from sagacity.identity.cards.tickets import BadProof, ticket
from sagacity.identity.cards.tokens.refusals import (
    BadKey,
    BadSignature,
    CardRefused,
    Expired,
    Foreign,
    Malformed,
    NotYet,
    Replayed,
    Revoked,
    Stale,
    UnknownKey,
)
from sagacity.identity.cards.tokens.seen import Seen
from sagacity.identity.cards.types import (
    Card,
    CardNews,
    Carriage,
    Facts,
    Holder,
    IssuedCard,
    Kind,
    PrintedCard,
    PublicKey,
    Reading,
    StatusList,
    Why,
)
from sagacity.identity.cards.wallets.offers import Offer as WalletOffer
from sagacity.identity.cards.wallets.offers import offer as offer_to_wallet

__all__ = [
    "CARRY",
    "CHILDS_CARD",
    "BadKey",
    "BadProof",
    "BadSignature",
    "Card",
    "CardNews",
    "CardRefused",
    "Carriage",
    "CarriedAlready",
    "Desk",
    "Ended",
    "Expired",
    "Facts",
    "Foreign",
    "Holder",
    "IssuedCard",
    "Kind",
    "LeftTheCity",
    "Malformed",
    "NoPurpose",
    "NoSuchCard",
    "NoSuchCarriage",
    "NoSuchCode",
    "NotAllowed",
    "NotProven",
    "NotYet",
    "NotYourCard",
    "PrintedCard",
    "PublicKey",
    "Reading",
    "Replayed",
    "Revoked",
    "RotationUnderWay",
    "Seen",
    "Stale",
    "StatusList",
    "TooManyPhones",
    "UnknownKey",
    "WalletOffer",
    "Why",
    "allow_carriage",
    "by_short_code",
    "card",
    "card_ended",
    "card_issued",
    "cards_of",
    "cards_of_inhabitant",
    "carriages",
    "carries_child",
    "carry_child",
    "carry_for",
    "desk",
    "end",
    "end_all",
    "holder",
    "holders",
    "issue",
    "issue_on_paper",
    "issuer",
    "make_first_key",
    "needs_renewal",
    "note_browser",
    "offer_to_wallet",
    "public_keys",
    "read",
    "renew",
    "rotate",
    "status_list",
    "ticket",
    "withdraw_carriage",
]
