"""Facts that leave the registry: frozen, without database rows behind them."""

from sagacity.registry.types.datasets import Completeness, DataSet, Distribution, StatTable
from sagacity.registry.types.events import Event, EventChoices, EventDays, EventFilter, Occurrence
from sagacity.registry.types.imports import (
    Change,
    Entry,
    ImportRun,
    Message,
    Outcome,
    ReportLine,
    RunState,
    Undone,
)
from sagacity.registry.types.places import Duplicate, Facet, Feature, Place, PlacePage, Town, VacancyMark
from sagacity.registry.types.records import Correction, Record, RecordsChanged, Version
from sagacity.registry.types.values import Address, Hours, Point, Provenance, Status

__all__ = [
    "Address",
    "Change",
    "Completeness",
    "Correction",
    "DataSet",
    "Distribution",
    "Duplicate",
    "Entry",
    "Event",
    "EventChoices",
    "EventDays",
    "EventFilter",
    "Facet",
    "Feature",
    "Hours",
    "ImportRun",
    "Message",
    "Occurrence",
    "Outcome",
    "Place",
    "PlacePage",
    "Point",
    "Provenance",
    "Record",
    "RecordsChanged",
    "ReportLine",
    "RunState",
    "StatTable",
    "Status",
    "Town",
    "Undone",
    "VacancyMark",
    "Version",
]
