"""A clerk builds a procedure with a condition and a fee by forms alone, and a second person publishes it."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from sagacity.identity.testing import StaffActor
from sagacity.kit import clock
from sagacity.kit.proposals import api as proposals
from sagacity.procedures import api as procedures

DESK = "/desk/builder/"
NEED_PARTS = {procedures.Kind.CHOICE, procedures.Kind.CHOICES, procedures.Kind.TABLE}  # options, columns


def begun(who: StaffActor, start: str = "", key: str = "dog_park", name: str = "ドッグランの利用") -> str:
    answer = who.sends(f"{DESK}new/", start=start, key=key, name=name)
    assert answer.status_code == 200, answer.content.decode()
    return procedures.drafts()[0].key


def adds(who: StaffActor, draft: str, kind: str, where: str = "procedure") -> None:
    seen = procedures.draft(key=draft).number
    who.sends(f"{DESK}{draft}/change/", do="add", kind=kind, where=where, seen=seen)


def form_of(who: StaffActor, draft: str, where: str) -> dict[str, str]:
    """What the form of a thing would send if nothing were touched."""
    page = who.opens(f"{DESK}{draft}/edit/{where}/").content.decode()
    main = page[page.index('<form method="post" class="sg-form">') :]
    found = dict(re.findall(r'<input (?!type="checkbox")[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', main))
    found |= dict.fromkeys(re.findall(r'<input type="checkbox" name="([^"]+)" checked', main), "on")
    for name, body in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', main, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    found |= dict(re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', main, re.DOTALL))
    found.pop("csrfmiddlewaretoken", None)
    return found


def edits(who: StaffActor, draft: str, where: str, **said: Any) -> Any:
    answers = form_of(who, draft, where)
    for name, value in said.items():
        name = name.replace("__", ".")
        if value is None:
            answers.pop(name, None)
        else:
            answers[name] = value
    return who.sends(f"{DESK}{draft}/edit/{where}/", **answers)


def built(who: StaffActor) -> str:
    """A question with options, one that hangs on it, a fee, a stage."""
    draft = begun(who)
    edits(who, draft, "procedure", about__ja="公園のドッグランを使います。", is_confirmed="on")
    adds(who, draft, "block")
    edits(who, draft, "block-0", title__ja="犬のこと")
    adds(who, draft, "question", "block-0")
    edits(who, draft, "block-0-question-0", label__ja="大きさ", kind="choice", key="size")
    edits(who, draft, "block-0-question-0", quick="小さい\n大きい\n")
    adds(who, draft, "question", "block-0")
    edits(
        who, draft, "block-0-question-1", label__ja="体重", kind="number", key="weight", least="1", most="99",
        show_if__0__name="size", show_if__0__how="is", show_if__0__value="大きい",
    )  # fmt: skip
    adds(who, draft, "fee")
    edits(who, draft, "fee", item="parking")
    adds(who, draft, "stage")
    edits(who, draft, "stage-0", name__ja="審査", division="公園課", decides="on", days="3")
    return draft


def test_a_procedure_is_built_by_forms_and_asks_what_it_should(writer: StaffActor) -> None:
    definition = procedures.draft(key=built(writer)).definition

    def asked(size: str) -> tuple[str, ...]:
        return procedures.visible(definition=definition, answers={"size": size}, facts={}, at=clock.now())

    assert asked("o1") == ("size",)
    assert asked("o2") == ("size", "weight")
    assert definition.fee is not None
    assert definition.fee.item == "parking"
    assert [flaw.words for flaw in procedures.flaws_of(definition) if flaw.level == "error"] == []


def test_a_second_person_lets_it_hold_from_its_day(writer: StaffActor, approver: StaffActor) -> None:
    draft, today = built(writer), clock.day(clock.now())
    writer.sends(
        f"{DESK}{draft}/publish/",
        since=today.isoformat(),
        reason="開園のため",
        seen=procedures.draft(key=draft).number,
    )
    assert [one.key for one in procedures.procedures(at=clock.now())] == ["parking"]
    (proposal,) = proposals.waiting_for(approver.person, at=clock.now())
    assert proposals.waiting_for(writer.person, at=clock.now()) == []
    assert "ドッグランの利用" in proposals.act(proposal.act).say(proposal.payload)

    proposals.approve(key=proposal.key, by=approver.person, at=clock.now())

    found = procedures.definition(procedure="dog_park", at=clock.now())
    assert (found.version, found.since) == ("1", today)
    assert procedures.draft(key=draft).state == "published"


def test_a_new_version_leaves_the_old_one_as_it_was(writer: StaffActor, approver: StaffActor) -> None:
    draft = begun(writer, start="copy:parking")
    edits(writer, draft, "procedure", name__ja="駐車の新しい許可")
    adds(writer, draft, "block")
    adds(writer, draft, "question", "block-0")
    adds(writer, draft, "stage")
    edits(writer, draft, "stage-0", division="公園課", decides="on")
    later = clock.day(clock.now()) + timedelta(days=30)
    writer.sends(f"{DESK}{draft}/publish/", since=later.isoformat(), reason="条例の改正")
    (proposal,) = proposals.waiting_for(approver.person, at=clock.now())
    proposals.approve(key=proposal.key, by=approver.person, at=clock.now())

    assert procedures.definition(procedure="parking", at=clock.now()).version == "1"
    after = timezone.now() + timedelta(days=31)
    assert procedures.definition(procedure="parking", at=after).name["ja"] == "駐車の新しい許可"
    assert procedures.definition(procedure="parking", version="1").name["ja"] == "駐車の許可"
    page = writer.opens(f"{DESK}procedures/parking/").content.decode()
    assert "「駐車の許可」から「駐車の新しい許可」に変えました" in page


def test_what_has_errors_cannot_be_proposed_and_they_stand_beside_their_place(writer: StaffActor) -> None:
    draft = begun(writer)

    answer = writer.sends(
        f"{DESK}{draft}/publish/", since=clock.day(clock.now()).isoformat(), reason="急ぐため"
    )

    assert answer.status_code == 422
    assert "決める段階がありません" in answer.content.decode()
    assert "何もきいていません" in writer.opens(f"{DESK}{draft}/").content.decode()


def test_the_second_of_two_is_told_and_loses_nothing(writer: StaffActor, colleague: StaffActor) -> None:
    draft = built(writer)
    seen = procedures.draft(key=draft).number
    theirs = form_of(colleague, draft, "block-0")
    edits(writer, draft, "block-0", title__ja="あなたの犬")

    answer = colleague.sends(f"{DESK}{draft}/edit/block-0/", **{**theirs, "title.ja": "犬について"})

    page = answer.content.decode()
    assert "山口 健太さんが先に保存していました" in page
    assert procedures.draft(key=draft).definition.blocks[0].title["ja"] == "あなたの犬"
    kept = max(one.number for one in procedures.draft_states(key=draft))
    assert kept > seen + 1
    assert procedures.draft_state(key=draft, number=kept).blocks[0].title["ja"] == "犬について"
    colleague.sends(f"{DESK}{draft}/act/", do="take", number=kept)
    assert procedures.draft(key=draft).definition.blocks[0].title["ja"] == "犬について"


def test_an_undo_goes_back_and_a_redo_forward_again(writer: StaffActor) -> None:
    draft = built(writer)
    edits(writer, draft, "block-0", title__ja="あなたの犬")

    writer.sends(f"{DESK}{draft}/act/", do="undo")
    assert procedures.draft(key=draft).definition.blocks[0].title["ja"] == "犬のこと"
    writer.sends(f"{DESK}{draft}/act/", do="redo")
    assert procedures.draft(key=draft).definition.blocks[0].title["ja"] == "あなたの犬"


def test_things_are_moved_and_taken_out(writer: StaffActor) -> None:
    draft = built(writer)

    def does(do: str, where: str) -> None:
        seen = procedures.draft(key=draft).number
        writer.sends(f"{DESK}{draft}/change/", do=do, where=where, seen=seen)

    does("down", "block-0-question-0")
    definition = procedures.draft(key=draft).definition
    assert [one.key for one in definition.questions()] == ["weight", "size"]
    assert "looks_ahead" in [flaw.code for flaw in procedures.flaws_of(definition)]
    does("up", "block-0-question-1")
    does("remove", "block-0-question-1")
    assert [one.key for one in procedures.draft(key=draft).definition.questions()] == ["size"]


def test_a_condition_that_compares_with_nothing_is_told_and_nothing_is_saved(writer: StaffActor) -> None:
    draft = built(writer)
    before = procedures.draft(key=draft).number

    answer = edits(writer, draft, "block-0-question-1", show_if__0__value="とても大きい")

    assert answer.status_code == 422
    assert "次から選んでください: 小さい、大きい" in answer.content.decode()
    assert procedures.draft(key=draft).number == before


def test_sample_answers_show_what_they_lead_to(writer: StaffActor) -> None:
    draft = built(writer)

    page = writer.sends(f"{DESK}{draft}/try/", **{"do": "try", "a.size": "o2"}).content.decode()

    assert "「体重」に何も書かれていません" in page
    assert "300円" in page
    whole = writer.sends(f"{DESK}{draft}/try/", do="samples").content.decode()
    assert "申請できます" in whole
    assert "体重" in writer.opens(f"{DESK}{draft}/preview/").content.decode()


def test_the_preview_shows_the_fields_that_residents_get(writer: StaffActor) -> None:
    draft = built(writer)

    page = writer.opens(f"{DESK}{draft}/preview/").content.decode()

    assert page.count("data-forms-question") == 2
    assert 'type="radio"' in page
    assert "「大きさ」が「大きい」のとき" in page
    assert 'data-forms-question="weight"' in page
    assert page.count(" hidden>") == 0, "what is asked of some alone stands there too"


def test_every_kind_of_question_is_drawn_and_tried(writer: StaffActor) -> None:
    draft = built(writer)
    kinds = [one for one in procedures.Kind if one not in NEED_PARTS]
    for number, kind in enumerate(kinds, start=2):
        adds(writer, draft, "question", "block-0")
        edits(writer, draft, f"block-0-question-{number}", label__ja=f"問い{number}", kind=kind.value)

    page = writer.opens(f"{DESK}{draft}/preview/").content.decode()
    assert page.count("data-forms-question") == 2 + len(kinds)
    assert "申請できます" in writer.sends(f"{DESK}{draft}/try/", do="samples").content.decode()


def test_a_division_is_chosen_from_those_the_city_has(writer: StaffActor) -> None:
    draft = built(writer)

    page = writer.opens(f"{DESK}{draft}/edit/stage-0/").content.decode()
    edits(writer, draft, "stage-0", division="だれも知らない課")

    assert '<option value="公園課" selected>' in page
    assert '<option value="市民生活課">' in page
    assert procedures.draft(key=draft).definition.stages[0].division == "公園課"


def test_a_draft_leaves_as_a_file_and_comes_in_again(writer: StaffActor) -> None:
    draft = built(writer)
    text = writer.opens(f"{DESK}{draft}/draft.toml").content.decode()

    writer.sends(f"{DESK}import/", text=text)
    broken = writer.sends(f"{DESK}import/", text=text.replace('kind = "choice"', 'kind = "guess"'))

    assert procedures.drafts()[0].definition == procedures.draft(key=draft).definition
    assert broken.status_code == 422
    assert "使えるのは次のどれかです" in broken.content.decode()


def test_a_procedure_is_ended_by_two(writer: StaffActor, approver: StaffActor) -> None:
    today = clock.day(clock.now())
    writer.sends(f"{DESK}procedures/parking/end/", day=today.isoformat(), reason="駐車場がなくなるため")
    (proposal,) = proposals.waiting_for(approver.person, at=clock.now())
    proposals.approve(key=proposal.key, by=approver.person, at=clock.now())

    assert len(procedures.procedures(at=clock.now())) == 1
    assert procedures.procedures(at=clock.now() + timedelta(days=1)) == []
    assert procedures.definition(procedure="parking", version="1").key == "parking"


def test_nobody_without_the_role_comes_in(writer: StaffActor, approver: StaffActor, koga: StaffActor) -> None:
    draft = built(writer)

    assert koga.opens(DESK).status_code == 403
    assert approver.opens(f"{DESK}{draft}/").status_code == 200
    assert approver.opens(f"{DESK}{draft}/edit/block-0/").status_code == 403
    assert Client().get(DESK).status_code == 302
