"""The secrets that the assembled product itself makes at its first start, for `manage secrets`."""

from datetime import datetime
from functools import partial

from sagacity.kit import house_secrets
from sagacity.site import environment

RESTART = "restart every process; the start puts what was sealed under the new one"
_ALL = (
    (
        "SECRET_KEY",
        "signs sessions and links, seals second factors and facts that wait for a clerk",
        f"{RESTART}; nobody is signed out, whoever waits for a code by mail asks for another",
    ),
    (
        "CARD_KEY",
        "seals the keys that sign citizen cards, and makes the codes under their pictures",
        f"{RESTART}; cards and codes stay good",
    ),
    (
        "VAPID_KEY",
        "shows push services that a message is the city's",
        "restart every process; browsers take the new key at their next visit and are reached by the old one "
        "until then",
    ),
    (
        "PEER_KEY",
        "the keys that peers of the data-linkage platform believe follow from it",
        "restart every process, then give each peer the new key: until then they refuse us",
    ),
)


def offer() -> None:
    """Put them on the list."""
    for name, what, next_step in _ALL:
        file = name.lower()
        house_secrets.offer_secret(
            house_secrets.Secret(
                name=file.replace("_", "-"),
                what=what,
                files=(file, f"{file}.before"),
                rotate=partial(_rotate, name, next_step),
                forget=partial(environment.forget_secrets_before, name),
                setting=name,
            )
        )


def _rotate(name: str, next_step: str, at: datetime) -> str:
    try:
        environment.change_secret(name)
    except environment.BrokenSetting as problem:
        raise house_secrets.CannotChange(str(problem)) from problem
    return next_step
