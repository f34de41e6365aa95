"""A phone made of software, for the stories of cards and of rooms that read them."""

from datetime import datetime

from sagacity.identity.accounts import api as accounts
from sagacity.identity.accounts.testing import sign_in
from sagacity.identity.cards import issuing, tickets, types
from sagacity.identity.cards.tokens import short_codes, showing, signing
from sagacity.identity.testing import Actor
from sagacity.kit import policy


class Phone:
    """Holds a key and a card, and shows it as the page on a phone does."""

    def __init__(self) -> None:
        self.private = signing.new_private()
        self.issued: types.IssuedCard | None = None

    @property
    def jwk(self) -> dict[str, object]:
        return dict(signing.to_jwk(*signing.coordinates(self.private.public_key())))

    @property
    def card(self) -> types.Card:
        assert self.issued is not None, "this phone has no card yet"
        return self.issued.card

    def proof(self, ticket: str) -> str:
        return signing.padless(signing.sign(self.private, ticket.encode()))

    def takes_a_card(
        self, by: policy.Person, *, at: datetime, carriage: str = "", browser: str = ""
    ) -> types.Card:
        ticket = tickets.ticket(about=by.key)
        self.issued = issuing.issue(
            by=by,
            public_key=self.jwk,
            ticket=ticket,
            proof=self.proof(ticket),
            label="わたしのスマホ",
            carriage=carriage,
            browser=browser,
            at=at,
        )
        return self.card

    def renews(self, *, at: datetime) -> types.Card:
        ticket = tickets.ticket(about=self.card.number)
        self.issued = issuing.renew(card=self.card.number, ticket=ticket, proof=self.proof(ticket), at=at)
        return self.card

    def shows(self, *, at: datetime) -> str:
        """The text of the picture at a moment."""
        assert self.issued is not None
        token = signing.unpadded(self.issued.token)
        return showing.show(token, at=int(at.timestamp()), private=self.private)

    def code(self, *, at: datetime) -> str:
        """The code under the picture at a moment."""
        assert self.issued is not None
        secret = signing.unpadded(self.issued.code_secret)
        return short_codes.code(handle=self.issued.handle, secret=secret, at=int(at.timestamp()))


def proven_resident(
    *, inhabitant: str, at: datetime, actor: Actor | None = None, profile: str = ""
) -> policy.Person:
    """Somebody signed in with a passkey, at whose account a clerk has seen that they are this inhabitant."""
    key = sign_in(actor or Actor(), level=0, at=at, profile=profile)
    accounts.raise_identity(
        resident=key,
        inhabitant=inhabitant,
        how=accounts.Proof.COUNTER,
        level=accounts.Level.CARD,
        at=at,
    )
    return policy.Person(key=key, name="はなこ", kind="resident", level=accounts.Level.CARD)
