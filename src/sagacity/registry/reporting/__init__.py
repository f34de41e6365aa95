"""The report: summary line, JSON, CSV, annotated workbook, readability score."""

from sagacity.registry.reporting.annotated import write_annotated
from sagacity.registry.reporting.listing import write_csv
from sagacity.registry.reporting.readability import LevelScore, readability
from sagacity.registry.reporting.rules import Rule, rule, rules
from sagacity.registry.reporting.summary import FileReport, sentence, summary, write_json

__all__ = [
    "FileReport",
    "LevelScore",
    "Rule",
    "readability",
    "rule",
    "rules",
    "sentence",
    "summary",
    "write_annotated",
    "write_csv",
    "write_json",
]
