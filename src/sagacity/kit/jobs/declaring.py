"""Which functions are jobs."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.module_loading import import_string

F = TypeVar("F", bound=Callable[..., Any])


class NotAJob(Exception):
    """The function is no job, or cannot be called like this."""


@dataclass(frozen=True, slots=True)
class Declaration:
    function: Callable[..., Any]
    queue: str


_declared: dict[str, Declaration] = {}


def job(*, queue: str = "default") -> Callable[[F], F]:
    """Make a function a job; it may run twice when a worker dies, so its effect must not double."""

    def declare(function: F) -> F:
        path = path_of(function)
        if "<locals>" in path:
            raise NotAJob(f"{path}: a job must stand at the top of its module, where a worker can find it")
        _declared[path] = Declaration(function, queue)
        return function

    return declare


def path_of(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def declaration_of(function: Callable[..., Any], arguments: dict[str, Any]) -> Declaration:
    """How a function was declared, once it is sure that it takes these arguments.

    Raises:
        NotAJob: it was not declared, or it does not take them.
    """
    declared = _declared.get(path_of(function))
    if declared is None:
        raise NotAJob(f"{path_of(function)}: write @jobs.job() above it")
    try:
        inspect.signature(declared.function).bind(**arguments)
    except TypeError as problem:
        raise NotAJob(f"{path_of(function)}: {problem}") from problem
    return declared


def find(path: str) -> Callable[..., Any]:
    """The function of a job row; only declared functions are ever called.

    Raises:
        NotAJob: no such job in this program; it was renamed or its package removed.
    """
    if path not in _declared:
        try:
            import_string(path)
        except ImportError as problem:
            raise NotAJob(f"{path}: {problem}; was it renamed, or its package removed?") from problem
    if path not in _declared:
        raise NotAJob(f"{path} is not declared as a job")
    return _declared[path].function
