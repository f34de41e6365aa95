"""Facts as JSON and back: a fact's own annotations say what each value was."""

import dataclasses
import types
import typing
from collections.abc import Hashable, Mapping, Sequence, Set
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast
from uuid import UUID

F = TypeVar("F")

# Where an annotation says nothing (Any, object, a union), the value carries its own label.
_LABEL = "$"
_WRITTEN: dict[str, tuple[type, Any, Any]] = {
    "datetime": (datetime, datetime.isoformat, datetime.fromisoformat),
    "date": (date, date.isoformat, date.fromisoformat),
    "time": (time, time.isoformat, time.fromisoformat),
    "seconds": (timedelta, timedelta.total_seconds, lambda seconds: timedelta(seconds=seconds)),
    "decimal": (Decimal, str, Decimal),
    "uuid": (UUID, str, UUID),
}


class FactNotUnderstood(Exception):
    """A value that cannot travel as JSON, or JSON that is not the fact it should be."""


def to_json(value: object) -> Any:
    """A fact, or any value a fact may hold, as JSON."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fact_to_json(value)
    return _labelled(value)


def from_json(kind: type[F], said: Any) -> F:
    """The fact again; fields that are new since it was written take their default."""
    return cast(F, _read(kind, said))


@cache
def _annotations(kind: Hashable) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


def _fact_to_json(fact: Any) -> dict[str, Any]:
    said = _annotations(cast(Hashable, type(fact)))
    return {
        field.name: _write(said[field.name], getattr(fact, field.name), f"{type(fact).__name__}.{field.name}")
        for field in dataclasses.fields(fact)
    }


def _write(annotation: Any, value: Any, where: str) -> Any:
    """A value under an annotation: plain where the annotation is enough to read it back."""
    if value is None:
        return None
    kind = _plain(annotation)
    try:
        if not _says_enough(kind):
            return _labelled(value)
        if dataclasses.is_dataclass(kind):
            return _fact_to_json(value)
        return _write_parts(kind, value, where)
    except FactNotUnderstood:
        raise
    except (TypeError, AttributeError, ValueError, KeyError) as problem:
        raise FactNotUnderstood(f"{where}: {value!r} is not {annotation}") from problem


def _write_parts(kind: Any, value: Any, where: str) -> Any:
    origin, inside = typing.get_origin(kind) or kind, typing.get_args(kind)
    if _is(origin, Enum):
        return origin(value).value
    if _is(origin, Mapping):
        of_key, of_value = inside or (Any, Any)
        return {_key_written(of_key, key): _write(of_value, each, where) for key, each in value.items()}
    if _is(origin, tuple) and inside and inside[-1] is not Ellipsis:
        return [_write(of, each, where) for of, each in zip(inside, value, strict=True)]
    if _is(origin, Sequence, Set) and not _is(origin, str):
        return [_write(inside[0] if inside else Any, each, where) for each in value]
    for kind_written, write, _ in _WRITTEN.values():
        if origin is kind_written:
            return write(value)
    return value


def _read(annotation: Any, said: Any) -> Any:
    kind = _plain(annotation)
    if said is None:
        return None
    if not _says_enough(kind):
        return _unlabelled(said)
    if dataclasses.is_dataclass(kind):
        return _read_fact(cast(type, kind), said)
    return _read_parts(kind, said)


def _read_fact(kind: type, said: Mapping[str, Any]) -> Any:
    annotations = _annotations(cast(Hashable, kind))
    names = [field.name for field in dataclasses.fields(kind) if field.init and field.name in said]
    try:
        return kind(**{name: _read(annotations[name], said[name]) for name in names})
    except (TypeError, ValueError, KeyError) as problem:
        raise FactNotUnderstood(f"{kind.__name__} cannot be read from {said!r}: {problem}") from problem


def _read_parts(kind: Any, said: Any) -> Any:
    origin, inside = typing.get_origin(kind) or kind, typing.get_args(kind)
    if _is(origin, Enum):
        return origin(said)
    if _is(origin, Mapping):
        of_key, of_value = inside or (Any, Any)
        return {_key_read(of_key, key): _read(of_value, each) for key, each in said.items()}
    if _is(origin, tuple) and inside and inside[-1] is not Ellipsis:
        return tuple(_read(of, each) for of, each in zip(inside, said, strict=True))
    if _is(origin, Sequence, Set) and not _is(origin, str):
        parts = (_read(inside[0] if inside else Any, each) for each in said)
        return _container(origin)(parts)
    for kind_written, _, read in _WRITTEN.values():
        if origin is kind_written:
            return read(said)
    return float(said) if origin is float else said


def _container(origin: Any) -> Any:
    """What to hold many in: the annotated container, or its frozen form where that is abstract."""
    if origin in {list, tuple, set, frozenset}:
        return origin
    return frozenset if _is(origin, Set) else tuple


def _plain(annotation: Any) -> Any:
    """An annotation without NewType, Annotated, type aliases and "or None"."""
    while hasattr(annotation, "__supertype__"):
        annotation = annotation.__supertype__
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _plain(typing.get_args(annotation)[0])
    if origin is typing.Literal:
        return type(typing.get_args(annotation)[0])
    if origin in {typing.Union, types.UnionType}:
        others = [each for each in typing.get_args(annotation) if each is not type(None)]
        return _plain(others[0]) if len(others) == 1 else annotation
    return annotation


def _says_enough(kind: Any) -> bool:
    origin = typing.get_origin(kind) or kind
    return isinstance(origin, type) and origin not in {Any, object, types.UnionType}


def _is(origin: Any, *kinds: type) -> bool:
    return isinstance(origin, type) and issubclass(origin, kinds)


def _key_written(annotation: Any, key: Any) -> str:
    return str(_write(annotation, key, "a key"))


def _key_read(annotation: Any, key: str) -> Any:
    kind = _plain(annotation)
    return int(key) if kind is int else _read(kind, key)


def _labelled(value: Any) -> Any:
    if isinstance(value, Enum):
        return _labelled(value.value)
    if value is None or isinstance(value, str | bool | int | float):
        return value
    for label, (kind, write, _) in _WRITTEN.items():
        if type(value) is kind:
            return {_LABEL: label, "v": write(value)}
    if isinstance(value, Mapping):
        return {_text_key(key): _labelled(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return {_LABEL: "tuple", "v": [_labelled(each) for each in value]}
    if isinstance(value, list):
        return [_labelled(each) for each in value]
    if isinstance(value, set | frozenset):
        return {_LABEL: "frozenset", "v": sorted((_labelled(each) for each in value), key=str)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        raise FactNotUnderstood(
            f"{type(value).__name__} in a field of no fixed type: annotate the field with it"
        )
    raise FactNotUnderstood(f"{type(value).__name__} cannot travel in a fact: {value!r}")


def _text_key(key: Any) -> str:
    if isinstance(key, str) and key != _LABEL:
        return str(key)
    raise FactNotUnderstood(f"{key!r} cannot be a key in a fact: use text")


def _unlabelled(said: Any) -> Any:
    if isinstance(said, list):
        return [_unlabelled(each) for each in said]
    if not isinstance(said, dict):
        return said
    label = said.get(_LABEL)
    if label is None:
        return {key: _unlabelled(each) for key, each in said.items()}
    if label in {"tuple", "frozenset"}:
        return {"tuple": tuple, "frozenset": frozenset}[label](_unlabelled(each) for each in said["v"])
    return _WRITTEN[label][2](said["v"])
