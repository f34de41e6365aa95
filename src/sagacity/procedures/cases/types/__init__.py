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
from sagacity.procedures.cases.types.lists import Page, Problem, Row, StageFigures, Statistics

__all__ = [
    "DECIDED",
    "LIVING",
    "OURS",
    "OVER",
    "Case",
    "CaseDecided",
    "CaseNews",
    "Decision",
    "Event",
    "HandOver",
    "Happened",
    "Page",
    "Problem",
    "Row",
    "StageFigures",
    "Standing",
    "State",
    "Statistics",
    "Story",
    "Way",
]
