"""Tables of counts are for everybody: each word of them stands in six languages."""

import pytest

from sagacity.identity.cards.types import Kind
from sagacity.kit import leaving

LANGUAGES = {"ja", "ja-easy", "en", "zh-hans", "ko", "vi"}


@pytest.mark.parametrize("table", leaving.tables(), ids=lambda table: table.key)
def test_a_table_is_named_in_every_language(table: leaving.Table) -> None:
    for said in (table.title, table.of, *table.rows.values()):
        assert {language for language in LANGUAGES if said.get(language)} == LANGUAGES, (
            f"{table.key}: a language is missing in leaving.toml"
        )


def test_each_kind_of_card_has_a_row_in_words() -> None:
    (holders,) = [table for table in leaving.tables() if table.key == "holders"]
    assert set(holders.rows) == {str(kind) for kind in Kind}, "add it to identity/cards/leaving.toml"
