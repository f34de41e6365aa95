"""Pages of a long answer: which part to ask for, and the links to the others."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

LARGEST = 100_000


def page_number(request: HttpRequest) -> int:
    """Which page was asked for; anything that is not a page number means the first."""
    said = request.GET.get("page", "1")
    return min(max(int(said), 1), LARGEST) if said.isascii() and said.isdigit() and len(said) < 9 else 1


def offset(request: HttpRequest, *, per_page: int) -> int:
    """How many records come before the page that was asked for."""
    return (page_number(request) - 1) * per_page


@dataclass(frozen=True, slots=True)
class PageLink:
    number: int  # 0 stands for a gap
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Paging:
    """Where one stands in a long answer."""

    total: int
    per_page: int
    number: int
    query: str  # the rest of the address, without the page

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def first(self) -> int:
        return min((self.number - 1) * self.per_page + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.number * self.per_page, self.total)

    @property
    def previous(self) -> str:
        return self.address(min(self.number, self.pages + 1) - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self.address(self.number + 1) if self.number < self.pages else ""

    def address(self, number: int) -> str:
        query = QueryDict(self.query, mutable=True)
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    @property
    def links(self) -> tuple[PageLink, ...]:
        """The first, the last and the neighbours, with gaps between."""
        near = {1, self.pages, *range(self.number - 1, self.number + 2)}
        found: list[PageLink] = []
        for number in sorted(number for number in near if 1 <= number <= self.pages):
            if found and number > found[-1].number + 1:
                found.append(PageLink(0, "", False))
            found.append(PageLink(number, self.address(number), number == self.number))
        return tuple(found)


def paging(request: HttpRequest, *, total: int, per_page: int) -> Paging:
    """Where this request stands in an answer of so many records."""
    query = request.GET.copy()
    query.pop("page", None)
    return Paging(total, per_page, page_number(request), query.urlencode())
