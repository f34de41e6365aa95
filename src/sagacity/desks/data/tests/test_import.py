"""A spreadsheet on its way: koga hands it in and answers, nakamura lets it go public."""

import io
import json
import re
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sagacity.desks.data import words
from sagacity.desks.data.tests.conftest import GOOD, HEADINGS, Desk, table
from sagacity.identity.testing import StaffActor
from sagacity.kit import clock, policy
from sagacity.kit.jobs import api as jobs
from sagacity.registry import api as registry

pytestmark = pytest.mark.django_db
ODD_FLAG = ("412015", "0000000002", "栄の国まつり会場", "佐賀県佐賀市栄町2-1", "130.3010", "33.2640", "")


def _published(desk: Desk, nakamura: StaffActor, *rows: tuple[str, ...]) -> registry.ImportRun:
    run = desk.hands_in(table(*rows), kind="aed")
    desk.presses(run, "submit")
    nakamura.sends(f"/desk/data/runs/{run.key}/approve/")
    desk.deliver()
    return registry.run(run.key)


def test_a_clean_file_is_checked_submitted_and_published_by_a_second_person(
    desk: Desk, nakamura: StaffActor
) -> None:
    run = desk.hands_in(table(GOOD), kind="aed")
    assert "取り込める 1件 / 確認 0件 / 取り込めない 0件" in desk.shows(run)

    run = desk.presses(run, "submit")
    assert run.state == "submitted"
    assert "承認を待っているデータ" in nakamura.sees("/staff/")
    nakamura.sends(f"/desk/data/runs/{run.key}/approve/")
    desk.deliver()

    assert registry.run(run.key).state == "applied"
    assert [place.name for place in registry.find_places(kinds=("aed",)).places] == ["市役所 本庁舎"]


def test_who_submits_cannot_approve_even_with_both_roles(
    desk: Desk, deliver: Callable[..., int], staff_with: Callable[..., StaffActor]
) -> None:
    both = staff_with("both", "data_clerk", "data_approver")
    run = desk.hands_in(table(GOOD), kind="aed")
    both.sends(f"/desk/data/runs/{run.key}/submit/")

    both.sends(f"/desk/data/runs/{run.key}/approve/")
    deliver()

    assert registry.run(run.key).state == "submitted"
    assert "提出した人は承認できません" in both.sees()
    assert "ほかの承認者に頼んでください" in both.sees()


def test_a_clerk_cannot_press_the_button_of_an_approver(desk: Desk) -> None:
    run = desk.presses(desk.hands_in(table(GOOD), kind="aed"), "submit")

    answer = desk.koga.client.post(f"/desk/data/runs/{run.key}/approve/")

    assert answer.status_code == 403
    assert registry.run(run.key).state == "submitted"


def test_a_question_names_row_column_and_what_to_do_and_can_be_answered_and_taken_back(desk: Desk) -> None:
    run = desk.hands_in(table(GOOD, ODD_FLAG), kind="aed")
    assert run.to_confirm == 1
    text = desk.shows(run)
    assert "3行目" in text
    line = registry.report(run.key, outcome="to_confirm")[0][0]
    mark = f"{line.row}|{line.column}"

    answered = desk.presses(run, "answer", line=mark, choice="accept")
    assert (answered.to_confirm, answered.applied) == (0, 2)

    back = desk.presses(run, "answer", line=mark, choice="")
    assert (back.to_confirm, back.applied) == (1, 1)


def test_all_questions_of_one_rule_are_answered_at_once(desk: Desk) -> None:
    rows = [
        ("412015", f"{n:010d}", f"施設{n}", f"佐賀県佐賀市栄町{n}-1", "130.30", "33.26", "")
        for n in range(1, 6)
    ]
    run = desk.hands_in(table(*rows), kind="aed")
    rule = registry.rules_asked(run.key)[0][0]

    run = desk.presses(run, "answer-rule", rule=rule, choice="skip")

    assert run.refused == 5
    assert run.questions == 0


def test_an_unknown_heading_is_asked_with_sample_values_and_never_again(desk: Desk) -> None:
    odd = (*HEADINGS[:-1], "れんらく先")
    run = desk.hands_in(table(GOOD, headings=odd), kind="aed")
    assert run.state == "asking"
    text = desk.shows(run, "mapping/")
    assert "れんらく先" in text
    assert "0952-24-3151" in text

    columns = {f"column-{at}": heading for at, heading in enumerate(HEADINGS)}
    run = desk.presses(run, "mapping/confirm", **columns)
    assert run.state == "checked"

    again = desk.hands_in(table((*GOOD[:-1], "0952-24-9999"), headings=odd), kind="aed")
    assert again.state == "checked"


def test_one_column_for_two_headings_is_refused_in_words(desk: Desk) -> None:
    run = desk.hands_in(table(GOOD, headings=(*HEADINGS[:-1], "れんらく先")), kind="aed")

    answer = desk.koga.client.post(
        f"/desk/data/runs/{run.key}/mapping/confirm/", {"column-0": "名称", "column-2": "名称"}
    )

    assert answer.status_code == 422
    assert "二つの見出しに選ばれています" in answer.content.decode()


def test_differences_show_before_and_after(desk: Desk, nakamura: StaffActor) -> None:
    _published(desk, nakamura, GOOD)

    run = desk.hands_in(table((*GOOD[:-1], "0952-40-7111")), kind="aed")

    text = desk.shows(run, "differences/", what="changed")
    assert "0952-24-3151" in text
    assert "0952-40-7111" in text


def test_an_import_is_undone_with_a_reason_and_not_without(desk: Desk, nakamura: StaffActor) -> None:
    run = _published(desk, nakamura, GOOD)

    refused = nakamura.client.post(f"/desk/data/runs/{run.key}/undo/", {"reason": ""})
    assert refused.status_code == 422
    assert "理由を書いてください" in refused.content.decode()

    nakamura.sends(f"/desk/data/runs/{run.key}/undo/", reason="古いファイルでした")
    desk.deliver()

    assert registry.run(run.key).state == "undone"
    assert registry.find_places(kinds=("aed",)).total == 0


def test_a_refused_file_tells_the_clerk_why(desk: Desk, nakamura: StaffActor) -> None:
    run = desk.presses(desk.hands_in(table(GOOD), kind="aed"), "submit")

    nakamura.sends(f"/desk/data/runs/{run.key}/refuse/", reason="住所が古い版です")

    assert "住所が古い版です" in desk.shows(run)


def test_the_second_of_two_who_decide_at_once_is_told_so(
    desk: Desk, nakamura: StaffActor, staff_with: Callable[..., StaffActor]
) -> None:
    other = staff_with("other", "data_approver")
    run = desk.presses(desk.hands_in(table(GOOD), kind="aed"), "submit")

    nakamura.sends(f"/desk/data/runs/{run.key}/approve/")
    other.sends(f"/desk/data/runs/{run.key}/refuse/", reason="まちがい")

    assert "画面を読み直してください" in other.sees()


def test_the_same_file_sent_twice_by_a_double_click_makes_one_run(desk: Desk) -> None:
    first = desk.hands_in(table(GOOD), kind="aed")

    second = desk.hands_in(table(GOOD), kind="aed")

    assert second.key == first.key
    assert len(registry.runs()) == 1


def test_several_files_are_received_in_one_go(desk: Desk) -> None:
    files = [SimpleUploadedFile(f"aed{n}.csv", table((*GOOD[:-1], str(n)))) for n in range(3)]

    answer = desk.koga.client.post("/desk/data/upload/", {"tables": files, "kind": "aed"}, follow=True)

    assert "3個のファイルを受け取りました" in answer.content.decode()
    assert len(registry.runs()) == 3


def test_sending_no_file_or_an_empty_one_says_what_to_do(desk: Desk) -> None:
    nothing = desk.koga.client.post("/desk/data/upload/", {})
    empty = desk.koga.client.post("/desk/data/upload/", {"tables": SimpleUploadedFile("leer.csv", b"")})

    assert "取り込む表を選んでください" in nothing.content.decode()
    assert "保存し直してから選んでください" in empty.content.decode()


def test_a_file_that_is_no_table_is_refused_in_plain_words(desk: Desk) -> None:
    run = desk.hands_in(b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, name="写真.csv", kind="aed")

    assert run.state == "refused"
    assert run.problem in desk.shows(run)
    assert [name for name, where in words.steps(run) if where == "now"] == ["確かめる"]


def test_a_check_that_broke_down_says_so_and_can_be_asked_for_again(desk: Desk, koga: StaffActor) -> None:
    file = SimpleUploadedFile("412015_aed.csv", table(GOOD))
    page = koga.client.post("/desk/data/upload/", {"tables": file, "kind": "aed"})["Location"]
    run = registry.run(page.split("/")[4])
    kept = registry.file_of(run.sha256)
    aside = kept.rename(kept.with_suffix(".aside"))
    jobs.run_waiting()
    assert "プログラムが止まりました" in koga.sees(page)

    aside.rename(kept)

    assert desk.presses(run, "recheck").state == "checked"


def test_the_report_can_be_taken_along_in_three_forms(desk: Desk) -> None:
    run = desk.hands_in(table(GOOD, ODD_FLAG), kind="aed")
    base = f"/desk/data/runs/{run.key}"

    as_csv = b"".join(desk.koga.client.get(f"{base}/report.csv").streaming_content)  # type: ignore[attr-defined]
    book = b"".join(desk.koga.client.get(f"{base}/report.xlsx").streaming_content)  # type: ignore[attr-defined]
    said = json.loads(desk.koga.client.get(f"{base}/report.json").content)

    assert as_csv.startswith(b"\xef\xbb\xbf")
    sheets = openpyxl.load_workbook(io.BytesIO(book))
    assert any(cell.comment for sheet in sheets for row in sheet.iter_rows() for cell in row)
    one = said["files"][0]
    assert one["applied"] + one["to_confirm"] + one["refused"] == one["rows"] == 2


def test_the_original_comes_back_byte_for_byte(desk: Desk) -> None:
    run = desk.hands_in(table(GOOD), kind="aed")

    answer = desk.koga.client.get(f"/desk/data/runs/{run.key}/original")

    assert b"".join(answer.streaming_content) == table(GOOD)  # type: ignore[attr-defined]


def test_a_file_under_way_can_be_cancelled_and_then_no_longer_submitted(desk: Desk) -> None:
    run = desk.presses(desk.hands_in(table(GOOD), kind="aed"), "cancel")
    assert run.state == "cancelled"

    assert desk.presses(run, "submit").state == "cancelled"
    assert "取りやめました" in desk.koga.sees()


def test_any_published_value_leads_to_its_file_and_row(desk: Desk, nakamura: StaffActor) -> None:
    _published(desk, nakamura, GOOD)
    place = registry.find_places(kinds=("aed",)).places[0]

    assert place.name in desk.koga.sees("/desk/data/records/", q="市役所")
    text = desk.koga.sees(f"/desk/data/records/{place.key}/")

    assert "「412015_aed.csv」の 2行目" in text
    assert "加わった" in text


def test_a_residents_correction_is_accepted_approved_and_published(desk: Desk, nakamura: StaffActor) -> None:
    _published(desk, nakamura, GOOD)
    place = registry.find_places(kinds=("aed",)).places[0]
    said = registry.say_wrong(record=place.key, column="電話番号", says="0952-40-7000", at=clock.now())
    assert "「この情報は違います」" in desk.koga.sees("/staff/")

    desk.koga.sends(f"/desk/data/corrections/{said.key}/", decision="accept", answer="確かめました")
    waiting = registry.runs(state="submitted")[0]
    nakamura.sends(f"/desk/data/runs/{waiting.key}/approve/")
    desk.deliver()

    assert registry.place(place.key).phone == "0952-40-7000"


def test_a_correction_is_not_decided_without_an_answer(desk: Desk, nakamura: StaffActor) -> None:
    _published(desk, nakamura, GOOD)
    place = registry.find_places(kinds=("aed",)).places[0]
    said = registry.say_wrong(record=place.key, says="番号が違います", at=clock.now())

    answer = desk.koga.client.post(
        f"/desk/data/corrections/{said.key}/", {"decision": "decline", "answer": ""}
    )

    assert answer.status_code == 422
    assert registry.correction(said.key).state == "open"


def test_the_completeness_board_counts_what_is_published(desk: Desk, nakamura: StaffActor) -> None:
    assert "ある 0 / 一部 0" in desk.koga.sees("/desk/data/board/")

    _published(desk, nakamura, GOOD)

    assert registry.completeness()
    assert "ある 0 / 一部 0" not in desk.koga.sees("/desk/data/board/")


def test_one_form_sent_twice_at_the_same_moment_makes_one_run(koga: StaffActor, desk: Desk) -> None:
    page = koga.client.get("/desk/data/upload/").content.decode()
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found
    person = policy.Person("urn:ngsi-ld:Person:koga", "古賀 真理", "staff")

    # What two requests do that have both looked for an earlier file and found none.
    first, second = (
        registry.receive(
            file=io.BytesIO(table(GOOD)), name="aed.csv", by=person, at=clock.now(), once=found[1]
        )
        for _ in range(2)
    )

    assert first.key == second.key
    desk.deliver()
    assert [run.rows for run in registry.runs()] == [1]


def test_a_cancelled_file_can_be_sent_again_with_the_same_form(desk: Desk) -> None:
    first = desk.presses(desk.hands_in(table(GOOD), kind="aed", once="form-1"), "cancel")

    second = desk.hands_in(table(GOOD), kind="aed", once="form-1")

    assert (first.state, second.state) == ("cancelled", "checked")
    assert second.key != first.key
