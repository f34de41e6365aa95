"""Pages of other rooms that belong to an account; the account's own page leads to them."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A page of a resident's own, and what is found there."""

    path: str
    name: Promise | str
    text: Promise | str
    icon: str
    order: int


_offered: dict[str, AccountPage] = {}


def offer_page(*, path: str, name: Promise | str, text: Promise | str, icon: str, order: int = 500) -> None:
    """Hang a page under the account's own; call it in `AppConfig.ready`."""
    _offered[path] = AccountPage(path, name, text, icon, order)


def pages() -> list[AccountPage]:
    """All of them, in order."""
    return sorted(_offered.values(), key=lambda page: (page.order, page.path))
