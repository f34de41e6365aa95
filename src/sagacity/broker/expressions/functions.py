"""What may stand behind a pipe: ``value|name(arguments)``."""

from collections.abc import Callable
from typing import Any

from sagacity.broker.expressions import agents, arrays, mapping, numbers, texts, times

FUNCTIONS: dict[str, Callable[..., Any]] = {
    **texts.FUNCTIONS,
    **numbers.FUNCTIONS,
    **arrays.FUNCTIONS,
    **mapping.FUNCTIONS,
    **times.FUNCTIONS,
    **agents.FUNCTIONS,
}
