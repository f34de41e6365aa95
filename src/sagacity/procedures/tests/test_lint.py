"""What the look at a definition finds: tried out, not only read."""

import time

import pytest

from sagacity.ledger import api as ledger
from sagacity.procedures import api as procedures
from sagacity.procedures.testing import AT, define

STAGE = '[[stage]]\nkey = "s"\nname = {ja = "審査"}\ndivision = "市民生活課"\ndays = 1\ndecides = true\n'
WAY = """kind = "choice"
[[block.question.option]]
key = "bus"
label = {ja = "バス"}
[[block.question.option]]
key = "car"
label = {ja = "車"}
"""
TARIFF = ledger.read_tariff("""
[[fee]]
key = "parking"
division = "市民生活課"
law = "条例"
name = {ja = "駐車"}
[[fee.price]]
yen = 100
when = {way = "bus"}
""")


def codes(definition: procedures.Definition, *levels: str, languages: tuple[str, ...] = ("ja",)) -> list[str]:
    found = procedures.look(definition=definition, languages=languages, fees=TARIFF)
    return [one.code for one in found if one.level.value in (levels or ("error", "warning"))]


def test_a_good_definition_has_no_flaws() -> None:
    assert (
        codes(define(STAGE, way=WAY, which='kind = "text"\nshow_if = {"==" = [{var = "way"}, "bus"]}')) == []
    )


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ('{"==" = [{var = "way"}, "ship"]}', "no_such_option"),
        ('{"==" = [{var = "nothing"}, 1]}', "unknown_variable"),
        ('{"==" = [{var = "it"}, 1]}', "looks_ahead"),
        ('{"==" = [{var = "later"}, 1]}', "looks_ahead"),
        ('{"==" = [{var = "facts.income"}, 1]}', "unknown_fact"),
        ('{and = [{"==" = [{var = "way"}, "bus"]}, {"==" = [{var = "way"}, "car"]}]}', "contradiction"),
        ('{and = [{">" = [{var = "many"}, 3]}, {"<" = [{var = "many"}, 4]}]}', "contradiction"),
        ('{"<" = [{var = "many"}, 1]}', "contradiction"),
        ('{or = [{"!=" = [{var = "way"}, "bus"]}, {"!=" = [{var = "way"}, "car"]}]}', "always_true"),
        ('{and = [{">=" = [{var = "facts.age"}, 20]}, {"<" = [{var = "facts.age"}, 18]}]}', "contradiction"),
    ],
)
def test_a_condition_that_cannot_be_right_is_found(rule: str, code: str) -> None:
    definition = define(
        STAGE,
        way=WAY,
        many='kind = "number"\nleast = 1\nmost = 10',
        it=f'kind = "text"\nshow_if = {rule}',
        later='kind = "number"',
    )

    assert code in codes(definition)


def test_a_question_that_two_conditions_together_hide_for_ever_is_found() -> None:
    definition = define(
        STAGE,
        way=WAY,
        many='kind = "number"\nleast = 1\nmost = 9\nshow_if = {"==" = [{var = "way"}, "bus"]}',
        it='kind = "text"\nshow_if = {and = [{">" = [{var = "many"}, 2]}, {"==" = [{var = "way"}, "car"]}]}',
    )

    assert codes(definition) == ["unreachable"]


def test_a_question_that_must_be_answered_and_cannot_is_found() -> None:
    only = """kind = "choice"
[[block.question.option]]
key = "a"
label = {ja = "あ"}
show_if = {"==" = [{var = "way"}, "bus"]}
"""

    (flaw,) = [
        one
        for one in procedures.look(definition=define(STAGE, way=WAY, it=only), languages=["ja"], fees=TARIFF)
        if one.level is procedures.Level.ERROR
    ]

    assert (flaw.code, flaw.about) == ("dead_end", "way=car")
    assert flaw.place == "block 1, question 2"


def test_a_case_without_an_amount_is_named() -> None:
    fee = '[fee]\nitem = "parking"\n[fee.facts]\nway = {var = "way"}\n'

    found = procedures.look(definition=define(fee + STAGE, way=WAY), languages=["ja"], fees=TARIFF)

    assert [(one.code, one.about) for one in found if one.level is procedures.Level.ERROR] == [
        ("fee_without_amount", "way=car")
    ]


def test_conditions_on_rows_of_a_table_are_tried_too() -> None:
    table = """kind = "table"
[[block.question.column]]
key = "card"
kind = "yes_no"
label = {ja = "カード"}
"""
    condition = '{some = [{var = "rows"}, {"==" = [{var = "card"}, false]}]}'
    paper = f'[[paper]]\nkey = "p"\nlabel = {{ja = "紙"}}\nrequired_if = {condition}\n'

    assert codes(define(paper + STAGE, rows=table)) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("", "nobody_decides"),
        (STAGE.replace("市民生活課", ""), "no_owner"),
        (STAGE + STAGE, "duplicate_key"),
        (STAGE + '[outcome]\nkind = "permit"\n', "outcome_without_text"),
        (
            STAGE + '[outcome]\nkind = "permit"\ntitle = {ja = "証"}\ntext = {ja = "{who}を許可する。"}\n',
            "unknown_placeholder",
        ),
        (STAGE + '[time_limit]\ndays = 14\ncounted_from = "way"\n', "bad_counted_from"),
        (STAGE + '[fee]\nitem = "sailing"\n', "no_such_fee"),
        (
            STAGE + '[[eligible]]\nwhen = {">" = [{var = "facts.level"}, 4]}\notherwise = {ja = "だめ"}\n',
            "nobody_eligible",
        ),
        (
            STAGE.replace("decides = true", 'decides = true\nskip_if = {"==" = [{var = "way"}, "bus"]}'),
            "decision_skipped",
        ),
    ],
)
def test_what_is_wrong_with_the_work_on_cases_is_found(more: str, code: str) -> None:
    assert code in codes(define(more, way=WAY))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ('kind = "choice"', "no_options"),
        ('kind = "table"', "no_columns"),
        ('kind = "number"\nleast = 5\nmost = 4', "bounds_crossed"),
        ('kind = "date"\nsince = "tomorrow"', "bad_day_bound"),
        ('kind = "date"\nsince = "today"\nuntil = "today-1d"', "bounds_crossed"),
        ('kind = "text"\nsay = {ja = "x"}\npattern = "(a+)+"', "bad_pattern"),
        ('kind = "text"\nsay = {ja = "x"}\npattern = "(a"', "bad_pattern"),
        (
            'kind = "number"\nsay = {ja = "x"}\nmust = {">" = [{var = "it"}, {"+" = [{var = "it"}, 1]}]}',
            "never_good",
        ),
    ],
)
def test_what_is_wrong_with_a_question_is_found(fields: str, code: str) -> None:
    assert code in codes(define(STAGE, it=fields))


def test_a_language_without_words_is_named() -> None:
    assert set(codes(define(STAGE, way=WAY), languages=("ja", "en"))) == {"missing_words"}


def big() -> procedures.Definition:
    """95 questions and 60 conditions, each looking at some of those before it."""
    questions = {"q0": WAY}
    for number in range(1, 95):
        condition = ""
        if number > 34:
            earlier = f'{{"==" = [{{var = "q{(number * 7) % 30}"}}, "bus"]}}'
            also = f'{{"!=" = [{{var = "q{(number * 11) % 30}"}}, "car"]}}'
            condition = f"show_if = {{or = [{earlier}, {also}]}}\n"
        kind, _, options = WAY.partition("\n")
        questions[f"q{number}"] = (
            f"{kind}\n{condition}{options}" if number < 60 else f'kind = "text"\n{condition}'
        )
    return define(STAGE, **questions)


def test_a_form_of_95_questions_and_60_conditions_is_judged_in_no_time_and_looked_over_in_seconds() -> None:
    definition = big()
    answers = {f"q{number}": "bus" if number < 60 else "x" for number in range(95)}
    began = time.process_time()
    checked = procedures.check(definition=definition, answers=answers, facts={}, at=AT)
    judged = time.process_time()
    found = codes(definition)
    looked = time.process_time()

    assert checked.good
    assert len(checked.asked) == 95
    assert found == []
    assert judged - began < 0.08
    assert looked - judged < 5
