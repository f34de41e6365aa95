"""The one judge of answers."""

from sagacity.procedures.answers.checking import check, visible

__all__ = ["check", "visible"]
