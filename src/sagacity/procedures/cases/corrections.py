"""Where forms are hard to fill in: what was put right and asked for again, question by question."""

from collections import Counter, defaultdict
from datetime import datetime

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.procedures.cases import models, refusals, types
from sagacity.procedures.cases.types import Happened

HANDFUL = 2_000
PUT_RIGHT = (Happened.ASKED, Happened.CORRECTED)


def corrections(
    *, since: datetime, until: datetime, by: policy.Person
) -> tuple[types.ProcedureCorrections, ...]:
    """Corrections and requests for more of cases submitted from `since` until before `until`, by procedure.

    Every procedure that anybody applied for is there, of all divisions; small counts as they are.

    Raises:
        NotAllowed: figures of all divisions are for the reform of counters.
    """
    demand_look(by)
    submitted = models.Case.objects.filter(submitted_at__gte=since, submitted_at__lt=until)
    cases = Counter(submitted.order_by().values_list("procedure", flat=True).iterator(chunk_size=HANDFUL))
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    events = models.Event.objects.filter(
        kind__in=PUT_RIGHT, at__gte=since, case__submitted_at__gte=since, case__submitted_at__lt=until
    )
    columns = ("case_id", "case__procedure", "kind", "actor_kind", "body")
    for case, procedure, kind, actor, body in events.values_list(*columns).iterator(chunk_size=HANDFUL):
        tallies[procedure].add(case, kind, actor, [*body.get("questions", ()), *body.get("papers", ())])
    return tuple(tallies[key].as_fact(key, cases[key]) for key in sorted(cases))


class _Tally:
    """What was put right in one procedure; each case counts once for each question."""

    def __init__(self) -> None:
        self.asked: set[int] = set()
        self.corrected: set[int] = set()
        self.by_question: dict[str, Counter[str]] = defaultdict(Counter)
        self.counted: set[tuple[int, str, str]] = set()

    def add(self, case: int, kind: str, actor: str, questions: list[str]) -> None:
        asks = kind == Happened.ASKED
        (self.asked if asks else self.corrected).add(case)
        what = "asked" if asks else "by_staff" if actor == "staff" else "by_resident"
        for question in questions:
            if (case, question, what) not in self.counted:
                self.counted.add((case, question, what))
                self.by_question[question][what] += 1

    def as_fact(self, procedure: str, cases: int) -> types.ProcedureCorrections:
        questions = [
            types.QuestionCorrections(key, many["asked"], many["by_resident"], many["by_staff"])
            for key, many in self.by_question.items()
        ]
        return types.ProcedureCorrections(
            procedure=procedure,
            cases=cases,
            asked=len(self.asked),
            corrected=len(self.corrected),
            put_right=len(self.asked | self.corrected),
            questions=tuple(sorted(questions, key=lambda one: (-one.all, one.question))),
        )


def demand_look(by: policy.Person) -> None:
    """
    Raises:
        NotAllowed: figures of all divisions are for the reform of counters.
    """
    if by.kind != "system" and not by.may(identity.REFORM_LOOK):
        raise refusals.NotAllowed(identity.REFORM_LOOK)
