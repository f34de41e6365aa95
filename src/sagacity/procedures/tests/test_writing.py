"""What is written reads back to the same."""

from pathlib import Path

import pytest

from sagacity.kit.city import api as city
from sagacity.procedures import api as procedures
from sagacity.procedures.pack_texts import files
from sagacity.procedures.testing import HEAD

PACKS = [path for key in city.packs() for path in files(city.folder(key))]


@pytest.mark.parametrize("path", PACKS, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_a_definition_reads_back_to_itself(path: Path) -> None:
    definition = procedures.read(text=path.read_text("utf-8"))

    assert procedures.read(text=procedures.write(definition=definition)) == definition


def test_every_fault_of_a_text_is_told_with_its_line() -> None:
    text = (
        HEAD
        + '[[block]]\nkey = "A"\n[[block.question]]\nkey = "q"\nkind = "colour"\nlabel = "名前"\nwdth = 3\n'
    )

    with pytest.raises(procedures.BrokenDefinition) as problem:
        procedures.read(text=text)

    assert {(fault.line, fault.path[-1], fault.code) for fault in problem.value.faults} == {
        (8, "key", "not_a_key"),
        (7, "title", "missing"),
        (11, "kind", "not_one_of"),
        (12, "label", "not_words"),
        (13, "wdth", "unknown_name"),
    }
    assert all(fault.words for fault in problem.value.faults)


def test_what_is_no_toml_is_told_with_its_line() -> None:
    with pytest.raises(procedures.BrokenDefinition) as problem:
        procedures.read(text='key = "a"\nversion = \n')

    assert [(fault.line, fault.code) for fault in problem.value.faults] == [(2, "not_toml")]
