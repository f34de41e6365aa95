"""The kinds of data a clerk may choose from."""

from sagacity.kit.manifest import in_language
from sagacity.registry import api as registry


def choices(language: str) -> list[tuple[str, str]]:
    """Every kind by its title."""
    found = [(kind.key, _title(kind, language)) for kind in registry.kinds()]
    return sorted(found, key=lambda one: one[1])


def title(key: str, language: str) -> str:
    """What a kind is called; a key nobody knows stays as it is."""
    try:
        return in_language(registry.kind(key).title, language) if key else ""
    except registry.UnknownKind:
        return key


def _title(kind: registry.Kind, language: str) -> str:
    said = in_language(kind.title, language)
    return f"{said}（{kind.standard}）" if kind.standard else said
