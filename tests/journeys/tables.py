"""Reading every table of the city, for stories about what may not be in any."""

import json
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models


def columns_naming(words: Iterable[str]) -> list[str]:
    """Every column of every table, as Model.field, in which one of the words stands."""
    wanted = [word for word in words if word]
    assert wanted, "an empty word stands everywhere"
    return sorted(
        {
            f"{model._meta.label}.{field.name}"
            for model, field in _texts()
            for value in model._default_manager.values_list(field.name, flat=True)
            if value and any(word in _text(value) for word in wanted)
        }
    )


TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def _texts() -> Iterator[tuple[type[models.Model], "models.Field[object, object]"]]:
    for model in apps.get_models():
        yield from ((model, field) for field in model._meta.concrete_fields if isinstance(field, TEXTS))


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
