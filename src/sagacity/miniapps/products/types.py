"""What is said of a local product, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVERY_MONTH = tuple(range(1, 13))
KINDS: dict[str, Promise | str] = {
    "farm": _("農産物"),
    "sea": _("海のもの"),
    "food": _("食べもの・飲みもの"),
    "sweets": _("お菓子"),
    "craft": _("工芸品"),
    "other": _("そのほか"),
}


@dataclass(frozen=True, slots=True)
class Content:
    """Everything an editor says of one product."""

    name: Mapping[str, str]  # by language code; "ja" is a must
    body: Mapping[str, str]
    kind: str
    kana: str = ""
    months: tuple[int, ...] = ()  # of its season; empty = all year
    groups: tuple[str, ...] = ()  # districts it comes from, as in the towns' list
    makers: tuple[str, ...] = ()  # keys of places where it is made
    shops: tuple[str, ...] = ()  # keys of places where it is sold
    website: str = ""
    source: str = ""  # who says so, when staff took it over from elsewhere

    def name_in(self, language: str) -> str:
        return self.name.get(language) or self.name["ja"]

    def body_in(self, language: str) -> str:
        return self.body.get(language) or self.body.get("ja", "")

    @property
    def season(self) -> tuple[int, ...]:
        return self.months or EVERY_MONTH

    @property
    def is_seasonal(self) -> bool:
        return 0 < len(self.months) < len(EVERY_MONTH)


@dataclass(frozen=True, slots=True)
class Product:
    """One product: what residents see, and what is being written."""

    key: str
    number: int  # of its last step; who saves an older one is told so
    live: Content | None
    draft: Content | None
    editors: tuple[str, ...]  # of the draft
    is_waiting: bool  # for a second person
    refused_why: str
    changed_at: datetime
    changed_by_name: str
    published_at: datetime | None

    @property
    def shown(self) -> Content:
        """What the desk shows: the draft before what is public."""
        shown = self.draft or self.live
        assert shown is not None  # a product has the one or the other, says the table
        return shown


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a product's history."""

    number: int
    what: str  # "written" | "submitted" | "published" | "refused" | "withdrawn" | "discarded"
    content: Content | None
    by_name: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProductPage:
    products: tuple[Product, ...]
    total: int
