"""Data-set kinds as data: `kinds.all()`, `kinds.get("aed")`."""

from sagacity.registry.kinds.catalogue import UnknownKind, all, get
from sagacity.registry.kinds.kind import Column, Edition, Kind, Noun, Type

__all__ = ["Column", "Edition", "Kind", "Noun", "Type", "UnknownKind", "all", "get"]
