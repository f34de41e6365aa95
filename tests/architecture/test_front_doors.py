import pytest

from tests.architecture.contracts import better_way, is_past_the_door


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("sagacity.miniapps.places.views", "sagacity.registry.places"),
        ("sagacity.shell.views", "sagacity.identity.models"),
        ("sagacity.identity.devices", "sagacity.kit.audit.models"),
        ("sagacity.miniapps.garbage.views", "sagacity.registry.collection.calendar"),
        ("sagacity.registry.importing.runs", "sagacity.registry.collection.models"),
        ("sagacity.shell.views", "sagacity.miniapps.places.cards"),
    ],
)
def test_reaching_past_a_door_is_seen(importer: str, imported: str) -> None:
    assert is_past_the_door(importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("sagacity.miniapps.places.views", "sagacity.registry.api"),
        ("sagacity.miniapps.garbage.views", "sagacity.registry.collection.api"),
        ("sagacity.registry.collection.models", "sagacity.registry.collection.calendar"),
        ("sagacity.identity.devices", "sagacity.kit.audit.api"),
        ("sagacity.identity.devices", "sagacity.kit.clock"),
        ("sagacity.registry.checking.dates", "sagacity.kit.japanese.eras"),
        ("sagacity.site.urls", "sagacity.registry.views"),
    ],
)
def test_coming_in_by_the_door_is_welcome(importer: str, imported: str) -> None:
    assert not is_past_the_door(importer, imported)


def test_the_message_names_the_better_way() -> None:
    assert "from sagacity.registry import api as registry" in better_way("sagacity.registry.places")
    assert "from sagacity.kit.audit import api" in better_way("sagacity.kit.audit.models")
