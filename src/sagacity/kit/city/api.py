"""The city this house serves today: everything that makes it this city is data in its pack."""

from sagacity.kit.city.check import Finding, Level, check
from sagacity.kit.city.codes import check_digit, is_code
from sagacity.kit.city.findings import found
from sagacity.kit.city.holidays import Holiday, holidays, is_holiday
from sagacity.kit.city.loads import Load, loads
from sagacity.kit.city.pack import (
    LANGUAGE_NAMES,
    BrokenPack,
    City,
    Language,
    current,
    folder,
    languages,
    load,
    packs,
    packs_folder,
    towns_file,
)

__all__ = [
    "LANGUAGE_NAMES",
    "BrokenPack",
    "City",
    "Finding",
    "Holiday",
    "Language",
    "Level",
    "Load",
    "check",
    "check_digit",
    "current",
    "folder",
    "found",
    "holidays",
    "is_code",
    "is_holiday",
    "languages",
    "load",
    "loads",
    "packs",
    "packs_folder",
    "towns_file",
]
