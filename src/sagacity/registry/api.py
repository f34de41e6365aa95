"""What other rooms may use of the registry: what the city has, and how it comes in."""

from sagacity.registry.completeness import completeness
from sagacity.registry.corrections import (
    AlreadyDecided,
    NoSuchCorrection,
    NothingSaid,
    TooMuchText,
    correction,
    corrections,
    decide_correction,
    say_wrong,
)
from sagacity.registry.datasets import NoSuchDataSet, dataset, datasets, describe_dataset
from sagacity.registry.events import (
    NoSuchEvent,
    event,
    event_choices,
    event_days,
    events,
    events_stamp,
    find_events,
)
from sagacity.registry.features import map_features
from sagacity.registry.filters import HAVING, NoSuchFilter
from sagacity.registry.geometry import metres
from sagacity.registry.history import history
from sagacity.registry.importing.answering import NoQuestion, NothingToAccept, answer, answer_all
from sagacity.registry.importing.applying import apply_now
from sagacity.registry.importing.asking import (
    NotAColumn,
    choose_kind,
    confirm_mapping,
    possible_kinds,
    propose_mapping,
)
from sagacity.registry.importing.changes import changes
from sagacity.registry.importing.deciding import (
    NothingToApply,
    Overtaken,
    QuestionsOpen,
    SamePerson,
    approve,
    cancel,
    recheck,
    refuse,
    submit,
)
from sagacity.registry.importing.duplicates import duplicates, keep_apart
from sagacity.registry.importing.entering import NotEntered, enter, entered, entries
from sagacity.registry.importing.files import path_of as file_of
from sagacity.registry.importing.garbage import NotUndoable
from sagacity.registry.importing.messages import report, rules_asked
from sagacity.registry.importing.one_change import NotAValue
from sagacity.registry.importing.overview import columns_said, rules_said, sample_values
from sagacity.registry.importing.own_tables import publish_table
from sagacity.registry.importing.receiving import receive
from sagacity.registry.importing.runs import NoSuchRun, NotNow, run, runs
from sagacity.registry.importing.together import receive_together
from sagacity.registry.importing.undoing import undo
from sagacity.registry.joining import SamePlace, join_places
from sagacity.registry.kinds import Column, Kind, Noun, UnknownKind
from sagacity.registry.kinds import all as kinds
from sagacity.registry.kinds import get as kind
from sagacity.registry.linking.upgrading import link_published
from sagacity.registry.mapping import How, MappingProposal, Proposal
from sagacity.registry.places import NoSuchPlace, facet_counts, find_places, nearest, place, places
from sagacity.registry.projecting.event_words import listed_days, say_days
from sagacity.registry.reading import Unreadable
from sagacity.registry.records import NoSuchRecord, records, records_of
from sagacity.registry.reporting import readability, summary, write_annotated, write_csv
from sagacity.registry.signals import correction_said, edition_published, record_changed
from sagacity.registry.sources import Cell, Source, in_words, source
from sagacity.registry.stats import stat_days, stat_table
from sagacity.registry.towns import NoSuchTown, town, towns
from sagacity.registry.types import (
    Address,
    Change,
    Completeness,
    Correction,
    DataSet,
    Distribution,
    Duplicate,
    Entry,
    Event,
    EventChoices,
    EventDays,
    EventFilter,
    Facet,
    Feature,
    Hours,
    ImportRun,
    Message,
    Occurrence,
    Outcome,
    Place,
    PlacePage,
    Point,
    Provenance,
    Record,
    RecordsChanged,
    ReportLine,
    RunState,
    StatTable,
    Status,
    Town,
    Undone,
    VacancyMark,
    Version,
)
from sagacity.registry.vacancies import newest_vacancies, unmatched_vacancies, vacancy

__all__ = [
    "HAVING",
    "Address",
    "AlreadyDecided",
    "Cell",
    "Change",
    "Column",
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
    "How",
    "ImportRun",
    "Kind",
    "MappingProposal",
    "Message",
    "NoQuestion",
    "NoSuchCorrection",
    "NoSuchDataSet",
    "NoSuchEvent",
    "NoSuchFilter",
    "NoSuchPlace",
    "NoSuchRecord",
    "NoSuchRun",
    "NoSuchTown",
    "NotAColumn",
    "NotAValue",
    "NotEntered",
    "NotNow",
    "NotUndoable",
    "NothingSaid",
    "NothingToAccept",
    "NothingToApply",
    "Noun",
    "Occurrence",
    "Outcome",
    "Overtaken",
    "Place",
    "PlacePage",
    "Point",
    "Proposal",
    "Provenance",
    "QuestionsOpen",
    "Record",
    "RecordsChanged",
    "ReportLine",
    "RunState",
    "SamePerson",
    "SamePlace",
    "Source",
    "StatTable",
    "Status",
    "TooMuchText",
    "Town",
    "Undone",
    "UnknownKind",
    "Unreadable",
    "VacancyMark",
    "Version",
    "answer",
    "answer_all",
    "apply_now",
    "approve",
    "cancel",
    "changes",
    "choose_kind",
    "columns_said",
    "completeness",
    "confirm_mapping",
    "correction",
    "correction_said",
    "corrections",
    "dataset",
    "datasets",
    "decide_correction",
    "describe_dataset",
    "duplicates",
    "edition_published",
    "enter",
    "entered",
    "entries",
    "event",
    "event_choices",
    "event_days",
    "events",
    "events_stamp",
    "facet_counts",
    "file_of",
    "find_events",
    "find_places",
    "history",
    "in_words",
    "join_places",
    "keep_apart",
    "kind",
    "kinds",
    "link_published",
    "listed_days",
    "map_features",
    "metres",
    "nearest",
    "newest_vacancies",
    "place",
    "places",
    "possible_kinds",
    "propose_mapping",
    "publish_table",
    "readability",
    "receive",
    "receive_together",
    "recheck",
    "record_changed",
    "records",
    "records_of",
    "refuse",
    "report",
    "rules_asked",
    "rules_said",
    "run",
    "runs",
    "sample_values",
    "say_days",
    "say_wrong",
    "source",
    "stat_days",
    "stat_table",
    "submit",
    "summary",
    "town",
    "towns",
    "undo",
    "unmatched_vacancies",
    "vacancy",
    "write_annotated",
    "write_csv",
]
