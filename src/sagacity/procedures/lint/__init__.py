"""Looking a definition over before anybody meets it."""

from sagacity.procedures.lint.flaws import Flaw, Level
from sagacity.procedures.lint.looking import look

__all__ = ["Flaw", "Level", "look"]
