"""Which providers the city works with, by its settings."""

from sagacity.ledger.providers import base, counter, hosted


class NoSuchProvider(base.ProviderAway):
    """The city does not work with it, or no longer."""


_offered: dict[str, base.Provider] = {}


def offer(provider: base.Provider) -> None:
    """Let a room above bring a provider along; it does so once, in `AppConfig.ready`."""
    _offered[provider.key] = provider


def all_of_them() -> tuple[base.Provider, ...]:
    """Those with a page first, then those of the counters, then those that were brought along."""
    page = hosted.from_settings()
    return (*([page] if page else []), counter.Cash(), counter.Card(), *_offered.values())


def provider(key: str) -> base.Provider:
    """One of them.

    Raises:
        NoSuchProvider: not one of this city.
    """
    for one in all_of_them():
        if one.key == key:
            return one
    raise NoSuchProvider(key)
