"""Which face a stored subscription speaks, and how it is made ready for work."""

from collections.abc import Callable

from sagacity.broker.store.base import Session
from sagacity.broker.subscribing.compiled import Compiled
from sagacity.broker.subscribing.rows import Stored

Compiler = Callable[[Stored, Session], Compiled]

# Filled by the parts that have a face of their own, when they are loaded: {"v2": compile, "ld": compile}.
COMPILERS: dict[str, Compiler] = {}
