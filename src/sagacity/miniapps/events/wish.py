"""Which events are asked for, as it stands in the address: a link can be passed on and means the same."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest

from sagacity.miniapps.events.months import last_of
from sagacity.registry import api as registry

WHENS = ("today", "weekend", "month", "coming", "past", "undated", "all")
LONGEST = 100
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class Wish:
    """When, and what kind of events."""

    when: str = "coming"
    on: date | None = None  # one day; wins over `when`
    words: str = ""
    topics: tuple[str, ...] = ()
    town: str = ""
    group: str = ""
    school: str = ""
    free: bool = False
    children: bool = False

    @property
    def asked(self) -> registry.EventFilter:
        return registry.EventFilter(
            words=self.words,
            topics=self.topics,
            towns=(self.town,) if self.town else (),
            groups=(self.group,) if self.group else (),
            school_districts=(self.school,) if self.school else (),
            free=self.free,
            for_children=self.children,
        )

    @property
    def area(self) -> str:
        """What to call the place asked for."""
        return self.town or self.group or self.school

    @property
    def is_narrow(self) -> bool:
        return self.asked != registry.EventFilter()

    def span(self, today: date) -> tuple[date | None, date | None]:
        """From which day to which; None = as far as there is anything."""
        if self.on is not None:
            return self.on, self.on
        saturday = today + timedelta(days=max(0, 5 - today.weekday()))
        spans: dict[str, tuple[date | None, date | None]] = {
            "today": (today, today),
            "weekend": (max(today, saturday), saturday + timedelta(days=1)),
            "month": (today, last_of(today)),
            "coming": (today, None),
            "past": (None, today - timedelta(days=1)),
        }
        return spans.get(self.when, (None, None))


def read(request: HttpRequest) -> Wish:
    said = request.GET
    return Wish(
        when=said.get("when", "") if said.get("when") in WHENS else "coming",
        on=day(said.get("on", "")),
        words=said.get("q", "").strip()[:LONGEST],
        topics=tuple(dict.fromkeys(one[:LONGEST] for one in said.getlist("topic") if one))[:10],
        town=said.get("town", "")[:LONGEST],
        group=said.get("group", "")[:LONGEST],
        school=said.get("school", "")[:LONGEST],
        free=said.get("free") == "1",
        children=said.get("children") == "1",
    )


def day(text: str) -> date | None:
    """A day of an address; nothing when it is none of our century."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None
