"""What the health page says of cards: whether there is a key that signs, and how old it is."""

from datetime import timedelta

from sagacity.identity.cards import signing_keys
from sagacity.kit import clock, providers

OLD = timedelta(days=400)


def offer() -> None:
    providers.offer_check("cards", check)


def check() -> providers.Check:
    """Whether cards can be signed, and whether it is time for another key."""
    at = clock.now()
    keys = [key for key in signing_keys.public_keys(at=at) if key.starts_at <= at]
    if not keys:
        return providers.Check(name="cards", ok=True, detail="no card was issued yet")
    signing_keys.signer(at=at)  # opens the seal
    age = (at - keys[-1].starts_at).days
    if age > OLD.days:
        detail = f"the key that signs cards is {age} days old: ./sagacity manage card_keys rotate"
        return providers.Check(name="cards", ok=False, detail=detail)
    return providers.Check(name="cards", ok=True, detail=f"{len(keys)} keys, the newest {age} days old")
