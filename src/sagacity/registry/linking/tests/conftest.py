"""The data desk of the registry, for stories of what follows from it."""

from sagacity.registry.tests.conftest import desk

__all__ = ["desk"]
