"""Whoever keeps something of a resident says what, in words: the pages that show it hold no codes."""

from collections.abc import Mapping

import pytest

from sagacity.kit import keeping

LANGUAGES = {"ja", "ja-easy", "en", "zh-hans", "ko", "vi"}
KEEPERS = keeping.keepers()


def test_there_are_keepers() -> None:
    assert len(KEEPERS) > 5


@pytest.mark.parametrize("keeper", KEEPERS, ids=lambda keeper: keeper.name)
def test_a_keeper_and_its_parts_are_named_in_every_language(keeper: keeping.Keeper) -> None:
    words: dict[str, Mapping[str, str]] = {"title": keeper.title, **keeper.parts}

    assert keeper.parts, f"{keeper.name}: name the lists it answers with in its keeper.toml"
    for part, said in words.items():
        assert {language for language in LANGUAGES if said.get(language)} == LANGUAGES, (
            f"{keeper.name}: {part} lacks a language in its keeper.toml"
        )
