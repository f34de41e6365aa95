"""Draws that anyone can work out again: the seed is promised before anybody enters, and told afterwards.

1. Before the round opens the city keeps a secret seed and publishes `promise(seed=…)`.
2. When it closes, the list of entrant numbers is frozen: `listed(…)` is published with its digest.
3. The draw is `order(…)`: entrants stand in the order of SHA-256(seed ‖ number), text in UTF-8.
4. The seed is published. Whoever has list and seed comes to the same order, with any program.

The city cannot choose a seed that suits somebody (it was promised before the list was known), and nobody can
choose a number that suits them (the seed is secret until the list is frozen).
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Draw:
    """What is published when the draw is over. No names: entrants know their own number."""

    promise: str  # SHA-256 of the seed, published before the round opened
    seed: str
    numbers: tuple[str, ...]  # as frozen, sorted
    digest: str  # SHA-256 of the frozen list
    order: tuple[str, ...]


def new_seed() -> str:
    """A secret seed: 64 hexadecimal digits."""
    return secrets.token_hex(SEED_BYTES)


def promise(*, seed: str) -> str:
    """What is published before the round opens."""
    return _sha(seed)


def listed(*, numbers: Iterable[str]) -> str:
    """The frozen list as it is published: one number a line, sorted, each once.

    Raises:
        ValueError: a number stands there twice, is empty, or holds a line break.
    """
    sorted_numbers = sorted(numbers)
    for number in sorted_numbers:
        if not number or "\n" in number or "\r" in number:
            raise ValueError(f"no entrant number: {number!r}")
    if len(set(sorted_numbers)) != len(sorted_numbers):
        raise ValueError("an entrant number stands there twice")
    return "".join(f"{number}\n" for number in sorted_numbers)


def digest(*, numbers: Iterable[str]) -> str:
    """What is published of the frozen list before the draw."""
    return _sha(listed(numbers=numbers))


def order(*, seed: str, numbers: Iterable[str]) -> tuple[str, ...]:
    """The entrants in the order of the draw."""
    return tuple(sorted(numbers, key=lambda number: (_sha(seed + number), number)))


def draw(*, seed: str, numbers: Sequence[str]) -> Draw:
    """Everything that is published afterwards."""
    frozen = tuple(listed(numbers=numbers).splitlines())
    return Draw(
        promise=promise(seed=seed),
        seed=seed,
        numbers=frozen,
        digest=digest(numbers=frozen),
        order=order(seed=seed, numbers=frozen),
    )


def faults(*, published: Draw, promised: str, frozen: str) -> list[str]:
    """What does not hold of a published draw, against the promise and the digest that were published before.

    Stable words: `other_seed`, `other_list`, `other_order`; none when everything holds.
    """
    found = {
        "other_seed": promise(seed=published.seed) != promised or published.promise != promised,
        "other_list": digest(numbers=published.numbers) != frozen or published.digest != frozen,
        "other_order": order(seed=published.seed, numbers=published.numbers) != published.order,
    }
    return [word for word, holds in found.items() if holds]


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
