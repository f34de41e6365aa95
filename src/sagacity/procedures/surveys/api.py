"""What pages use of surveys."""

from sagacity.procedures.surveys.answering import answer, has_answered
from sagacity.procedures.surveys.asking import must_not_tell_who
from sagacity.procedures.surveys.catalogue import address as catalogue_address
from sagacity.procedures.surveys.crossing import crossed
from sagacity.procedures.surveys.finding import find
from sagacity.procedures.surveys.inviting import invite, remind_of_those_that_end
from sagacity.procedures.surveys.open_data import open_data
from sagacity.procedures.surveys.pouring import pour_all
from sagacity.procedures.surveys.refusals import (
    HasAnswered,
    IsClosed,
    NoCard,
    NoSuchSurvey,
    NotGood,
    TellsWho,
)
from sagacity.procedures.surveys.results import results
from sagacity.procedures.surveys.signals import survey_closed
from sagacity.procedures.surveys.surveys import close, close_those_that_are_over, show_live, survey, surveys
from sagacity.procedures.surveys.types import Cell, Closed, Crossed, OwnWords, Results, Survey, Tally
from sagacity.procedures.surveys.words import decide_words, own_words

__all__ = [
    "Cell",
    "Closed",
    "Crossed",
    "HasAnswered",
    "IsClosed",
    "NoCard",
    "NoSuchSurvey",
    "NotGood",
    "OwnWords",
    "Results",
    "Survey",
    "Tally",
    "TellsWho",
    "answer",
    "catalogue_address",
    "close",
    "close_those_that_are_over",
    "crossed",
    "decide_words",
    "find",
    "has_answered",
    "invite",
    "must_not_tell_who",
    "open_data",
    "own_words",
    "pour_all",
    "remind_of_those_that_end",
    "results",
    "show_live",
    "survey",
    "survey_closed",
    "surveys",
]
