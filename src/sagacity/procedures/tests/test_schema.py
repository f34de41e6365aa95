"""The schema for other programs and the judge agree, whatever is answered."""

from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sagacity.kit.city import api as city
from sagacity.procedures import api as procedures
from sagacity.procedures.pack_texts import files
from sagacity.procedures.testing import AT, define

OPTIONS = "".join(
    f'[[block.question.option]]\nkey = "{key}"\nlabel = {{ja = "{key}"}}\n' for key in ("a", "b", "c")
)
DEFINITION = define(
    text='kind = "text"\nmost = 5\nleast = 2',
    many='kind = "number"\nleast = 1\nmost = 9',
    money='kind = "yen"\nrequired = false',
    sure='kind = "yes_no"',
    one=f'kind = "choice"\n{OPTIONS}',
    some=f'kind = "choices"\nmost = 2\n{OPTIONS}',
    why='kind = "text"\nshow_if = {"==" = [{var = "one"}, "b"]}',
    more='kind = "number"\nshow_if = {and = [{var = "sure"}, {"!=" = [{var = "one"}, "c"]}]}',
    yes='kind = "consent"',
)
VALIDATOR = jsonschema_rs.validator_for(procedures.schema_of(definition=DEFINITION))
VALUES = (
    some.none()
    | some.booleans()
    | some.integers(-3, 12)
    | some.sampled_from(["a", "b", "c", "", "ab", "辻\U000e0100辻", "𠮷野家𠮷野家", " x ", "3"])
    | some.lists(some.sampled_from(["a", "b", "c", "d"]), max_size=3)
    | some.text(max_size=7)
)
KEYS = [one.key for one in DEFINITION.questions()]
SENSIBLE: dict[str, Any] = {
    "text": some.sampled_from(["ab", "辻\U000e0100辻", "𠮷野家"]) | VALUES,
    "many": some.integers(1, 9) | VALUES,
    "sure": some.booleans() | VALUES,
    "one": some.sampled_from(["a", "b", "c"]) | VALUES,
    "some": some.lists(some.sampled_from(["a", "b", "c"]), min_size=1, max_size=2, unique=True) | VALUES,
    "yes": some.just(True) | VALUES,
}
ANSWERS = some.fixed_dictionaries(
    SENSIBLE,
    optional={"why": some.just("理由") | VALUES, "more": some.integers(0, 3) | VALUES, "money": VALUES},
)


@settings(max_examples=600, deadline=None)
@given(answers=ANSWERS)
def test_what_the_judge_finds_good_fits_the_schema_and_what_fits_is_found_good(
    answers: dict[str, Any],
) -> None:
    checked = procedures.check(definition=DEFINITION, answers=answers, facts={}, at=AT)

    if checked.good:
        assert VALIDATOR.is_valid(dict(checked.answers))
    if checked.answers == answers:  # in normal form, and nothing that is not asked
        assert VALIDATOR.is_valid(answers) == checked.good


PACKS = [path for key in city.packs() for path in files(city.folder(key))]


@pytest.mark.parametrize("path", PACKS, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_every_procedure_of_every_pack_has_a_schema_that_is_one(path: Any) -> None:
    schema = procedures.schema_of(definition=procedures.read(text=path.read_text("utf-8")))

    jsonschema_rs.validator_for(schema)
    assert schema["properties"]
