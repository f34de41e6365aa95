"""What a list of cases is narrowed down to: it stands in the address, so that it can be kept and sent on."""

from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sagacity.desks.counter import doors, searched, words
from sagacity.kit import policy
from sagacity.procedures.cases import api as cases

MINE, NOBODY = "mine", "nobody"
LONGEST = 100
NOT_AS_TEXT = frozenset({"late", "after", "words"})
ALSO = {"open": _("終わっていないものすべて"), "all": _("すべて")}
# What waits for somebody else has no clock that runs: it stands in the order in which it came.
WITH_A_CLOCK = frozenset({"", *map(str, cases.OURS)})


@dataclass(frozen=True, slots=True)
class Filter:
    """One way of looking at the queue."""

    division: str = ""
    procedure: str = ""
    stage: str = ""
    state: str = ""
    who: str = ""  # "mine" | "nobody" | key of a colleague | ""
    channel: str = ""
    late: bool = False
    q: str = ""  # a number of a case, or the mark of words that were searched for
    words: str = ""  # what stands behind the mark; never in an address
    order: str = "due"
    after: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Filter":
        """What an address says; what nobody knows is left out."""
        said, by = request.GET, policy.person_of(request)
        text = {one.name: said.get(one.name, "").strip()[:LONGEST] for one in fields(cls)}
        return cls(
            division=text["division"] if doors.sees_all(by) else "",
            procedure=text["procedure"],
            stage=text["stage"],
            state=text["state"] if text["state"] in {*words.STATES, *ALSO} else "",
            who=text["who"],
            channel=text["channel"] if text["channel"] in words.CHANNELS else "",
            late=text["late"] == "1",
            q=text["q"],
            words=searched.words(request, text["q"]),
            order=text["order"] if text["order"] in words.ORDERS else "due",
            after=said.get("after", "")[:200],
        )

    def query(self, **other: str) -> str:
        """The address of this way of looking, with some of it changed; from the first page on."""
        told: dict[str, str] = {
            one.name: str(getattr(self, one.name))
            for one in fields(self)
            if one.name not in {"late", "after", "words"}
        }
        told |= {"late": "1" if self.late else "", "order": "" if self.order == "due" else self.order}
        return "?" + urlencode({name: text for name, text in {**told, **other}.items() if text})

    @property
    def is_narrow(self) -> bool:
        return bool(
            self.procedure or self.stage or self.state or self.who or self.channel or self.late or self.q
        )

    def asked_of_cases(self, *, by: policy.Person) -> dict[str, Any]:
        """The same as `cases.queue` takes it."""
        who = {MINE: by.key, NOBODY: "", "": None}.get(self.who, self.who)
        by_due = self.order == "due" and self.state in WITH_A_CLOCK
        return {
            "division": doors.division_of(by, wanted=self.division),
            "procedure": self.procedure,
            "stage": self.stage,
            "state": self.state,
            "assignee": who,
            "channel": self.channel,
            "late": self.late,
            "words": self.words,
            "order": "submitted" if self.order == "due" and not by_due else self.order,
        }
