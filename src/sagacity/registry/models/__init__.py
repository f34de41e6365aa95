"""The tables of the registry, one module per noun."""

from sagacity.registry.models.correction import Correction
from sagacity.registry.models.dataset import DataSet, Edition
from sagacity.registry.models.event import Event, Occurrence
from sagacity.registry.models.place import DuplicateProposal, Place, PlaceAlias
from sagacity.registry.models.record import Record, RecordVersion
from sagacity.registry.models.run import ConfirmedMapping, ImportMessage, ImportRun, StagedRow
from sagacity.registry.models.stat import StatRow, StatTable
from sagacity.registry.models.town import Town
from sagacity.registry.models.vacancy import VacancyObservation

__all__ = [
    "ConfirmedMapping",
    "Correction",
    "DataSet",
    "DuplicateProposal",
    "Edition",
    "Event",
    "ImportMessage",
    "ImportRun",
    "Occurrence",
    "Place",
    "PlaceAlias",
    "Record",
    "RecordVersion",
    "StagedRow",
    "StatRow",
    "StatTable",
    "Town",
    "VacancyObservation",
]
