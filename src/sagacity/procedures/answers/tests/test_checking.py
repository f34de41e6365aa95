"""What is asked, in which order, and what is left of answers to questions that are not."""

from sagacity.procedures import api as procedures
from sagacity.procedures.testing import AT, define

CAR = """kind = "choice"
[[block.question.option]]
key = "own"
label = {ja = "自分の車"}
[[block.question.option]]
key = "other"
label = {ja = "ほかの人の車"}"""
OWNER = 'kind = "text"\nmost = 20\nshow_if = {"==" = [{var = "car"}, "other"]}'


def test_a_question_is_asked_only_when_its_condition_holds() -> None:
    definition = define(car=CAR, owner=OWNER)

    own = procedures.check(definition=definition, answers={"car": "own", "owner": "花子"}, facts={}, at=AT)
    other = procedures.check(definition=definition, answers={"car": "other"}, facts={}, at=AT)

    assert own.good
    assert own.answers == {"car": "own"}
    assert own.asked == ("car",)
    assert [(fault.question, fault.code) for fault in other.faults] == [("owner", "missing")]


def test_an_answer_that_is_not_asked_for_hides_what_hangs_on_it() -> None:
    third = 'kind = "text"\nshow_if = {"==" = [{var = "owner"}, "花子"]}'
    definition = define(car=CAR, owner=OWNER, third=third)

    checked = procedures.check(
        definition=definition, answers={"car": "own", "owner": "花子", "third": "x"}, facts={}, at=AT
    )

    assert checked.asked == ("car",)


def test_only_the_blocks_so_far_are_judged_when_a_step_is_saved() -> None:
    definition = define(
        '[[block]]\nkey = "later"\ntitle = {ja = "次"}\n[[block.question]]\nkey = "mail"\nkind = "mail"\n'
        'label = {ja = "メール"}',
        car=CAR,
    )

    step = procedures.check(definition=definition, answers={"car": "own"}, facts={}, at=AT, upto="all")
    whole = procedures.check(definition=definition, answers={"car": "own"}, facts={}, at=AT)

    assert step.good
    assert step.blocks == ("all",)
    assert not whole.good


def test_who_may_not_ask_is_told_why() -> None:
    definition = define(
        '[[eligible]]\nwhen = {">=" = [{var = "facts.age"}, 15]}\n'
        'otherwise = {ja = "15歳から申請できます。"}',
        car=CAR,
    )

    def asked(**facts: object) -> procedures.Checked:
        return procedures.check(definition=definition, answers={"car": "own"}, facts=facts, at=AT)

    assert asked(age=15).eligible
    assert asked(age=14).why_not == ({"ja": "15歳から申請できます。"},)
    assert not asked().eligible  # a fact that nobody gave is not taken for granted


def test_papers_are_those_whose_condition_holds() -> None:
    definition = define(
        '[[paper]]\nkey = "proof"\nlabel = {ja = "承諾書"}\nrequired_if = {"==" = [{var = "car"}, "other"]}\n'
        '[[paper]]\nkey = "map"\nlabel = {ja = "地図"}',
        car=CAR,
    )

    own = procedures.check(definition=definition, answers={"car": "own"}, facts={}, at=AT)
    other = procedures.check(definition=definition, answers={"car": "other"}, facts={}, at=AT)

    assert own.papers == ("map",)
    assert other.papers == ("proof", "map")


def test_a_condition_over_two_answers_is_judged_when_both_are_good() -> None:
    definition = define(
        begins='kind = "date"',
        ends='kind = "date"\nmust = {">=" = [{var = "ends"}, {var = "begins"}]}\n'
        'say = {ja = "終わりが先です。"}',
    )

    def faults(begins: str, ends: str) -> list[tuple[str, str]]:
        answers = {"begins": begins, "ends": ends}
        checked = procedures.check(definition=definition, answers=answers, facts={}, at=AT)
        return [(fault.code, fault.text) for fault in checked.faults]

    assert faults("令和8年7月1日", "2026-07-02") == []
    assert faults("2026-07-03", "2026-07-02") == [("not_as_asked", "終わりが先です。")]
    assert [code for code, _ in faults("2026-07-03", "あした")] == ["not_a_date"]
