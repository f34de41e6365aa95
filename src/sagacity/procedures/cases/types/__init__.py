"""Facts that leave cases: frozen, without database rows behind them."""

from sagacity.procedures.cases.types.cases import (
    DECIDED,
    LIVING,
    OURS,
    OVER,
    Case,
    CaseDecided,
    CaseNews,
    Decision,
    HandOver,
    State,
    Way,
)
from sagacity.procedures.cases.types.events import Event, Happened, Standing, Story
from sagacity.procedures.cases.types.lists import (
    Arrivals,
    DayOfCases,
    Page,
    Problem,
    ProcedureCorrections,
    QuestionCorrections,
    Row,
    StageFigures,
    Statistics,
)

__all__ = [
    "DECIDED",
    "LIVING",
    "OURS",
    "OVER",
    "Arrivals",
    "Case",
    "CaseDecided",
    "CaseNews",
    "DayOfCases",
    "Decision",
    "Event",
    "HandOver",
    "Happened",
    "Page",
    "Problem",
    "ProcedureCorrections",
    "QuestionCorrections",
    "Row",
    "StageFigures",
    "Standing",
    "State",
    "Statistics",
    "Story",
    "Way",
]
