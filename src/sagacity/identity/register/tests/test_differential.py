import itertools
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from sagacity.identity.register import api as register
from sagacity.identity.register import demo, models, signals
from sagacity.kit import policy

pytestmark = pytest.mark.django_db
HEAD = "連番,異動区分,異動日,宛名番号,氏名,氏名カナ,生年月日,性別,住所,方書,世帯番号\n"
COMES = "1,転入,R8.4.1,1001,見本　花子,ミホン　ハナコ,昭和60年4月1日,女,例示市本町1-1,,9001\n"
MOVES = "2,転居,R8.5.1,1001,見本　花子,ミホン　ハナコ,S60.4.1,女,例示市北町2-2,みほんハイツ3,9001\n"
LEAVES = "3,転出,令和8年6月1日,1001,,,,,,,\n"
ADULT = "12345678901" + "8"


def took(*rows: str, head: str = HEAD, encoding: str = "utf-8", at: datetime) -> register.Report:
    content = (head + "".join(rows)).encode(encoding)
    return register.receive_differential(content=content, filename="異動.csv", by=policy.SYSTEM, at=at)


def row() -> models.Inhabitant:
    return models.Inhabitant.objects.get(number="1001")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_file_of_the_core_system_is_taken_in(encoding: str, at: datetime) -> None:
    report = took(COMES, encoding=encoding, at=at)

    assert (report.rows, report.counts) == (1, {"new": 1})
    assert (row().name, row().birth_date, row().sex) == ("見本　花子", date(1985, 4, 1), "female")


def test_json_is_read_like_csv(at: datetime) -> None:
    said = {"sequence": 1, "change": "new", "number": "1001", "name": "見本 花子", "birth_date": "1985-04-01"}

    report = register.receive_differential(
        content=json.dumps({"rows": [said]}).encode(), filename="a.json", by=policy.SYSTEM, at=at
    )

    assert report.counts == {"new": 1}


@pytest.mark.parametrize("order", list(itertools.permutations([COMES, MOVES, LEAVES])))
def test_files_in_any_order_and_twice_end_alike_once_the_missing_ones_are_sent(
    order: tuple[str, ...], at: datetime
) -> None:
    for each in (*order, *order):
        took(each, at=at)
    took(HEAD.replace("連番", "SEQ"), LEAVES, head="", at=at)

    assert (row().ended_on, row().ended_why, row().last_sequence) == (date(2026, 6, 1), "moved_out", 3)


def test_an_older_file_changes_nothing_of_what_is_known(at: datetime) -> None:
    took(COMES, MOVES, at=at)

    report = took(COMES, at=at)

    assert report.counts == {"already": 1}
    assert row().address == "例示市北町2-2 みほんハイツ3"


def test_the_same_bytes_give_the_first_report(at: datetime) -> None:
    first = took(COMES, at=at)

    again = took(COMES, at=at)

    assert again.is_repeated
    assert again.key == first.key
    assert models.Receipt.objects.count() == 1


def test_who_leaves_is_announced_once_and_who_comes_back_lives_here_again(at: datetime) -> None:
    left: list[register.Left] = []
    signals.inhabitant_left.receivers["test"] = left.append
    from sagacity.kit.testing.worker import deliver_everything

    took(COMES, LEAVES, at=at)
    took(LEAVES, at=at)
    deliver_everything()
    took("4,転入,R8.7.1,1001,見本　花子,,S60.4.1,女,例示市本町1-1,,9001\n", at=at)
    del signals.inhabitant_left.receivers["test"]

    assert left == [register.Left(row().key, "moved_out", date(2026, 6, 1))]
    assert register.inhabitant(row().key).lives_here


def test_a_hole_in_the_numbers_is_named(at: datetime) -> None:
    took(COMES, at=at)
    late = "9,転居,R8.5.1,1001,見本　花子,,S60.4.1,女,例示市南町1,,9001\n"

    assert took(late, at=at).missing == ((2, 8),)
    assert register.missing_sequences() == ((2, 8),)


@pytest.mark.parametrize("heading", ["個人番号", "マイナンバー", "ｺｼﾞﾝ個人番号", "kojinbango", "my_number"])
def test_a_column_for_the_individual_number_sends_the_file_back(heading: str, at: datetime) -> None:
    with pytest.raises(register.BrokenFile, match="除いて"):
        took(COMES.replace("\n", ",x\n"), head=HEAD.replace("\n", f",{heading}\n"), at=at)

    assert not models.Inhabitant.objects.exists()


def test_other_secret_columns_are_not_read_and_named(at: datetime) -> None:
    head = HEAD.replace("\n", ",住民票コード,在留カード等番号\n")

    report = took(COMES.replace("\n", ",12345678901,AB12345678CD\n"), head=head, at=at)

    assert report.left_out == ("住民票コード", "在留カード等番号")
    assert report.counts == {"new": 1}


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (COMES.replace("見本　花子", ADULT), "氏名"),
        (COMES.replace("例示市本町1-1", "例示市 " + "1234-5678-9018"), "住所"),
        (COMES.replace("転入", "謎"), "異動区分"),
        (COMES.replace("昭和60年4月1日", "昭和70年4月1日"), "生年月日"),
        (COMES.replace("昭和60年4月1日", ""), "生年月日"),
        (COMES.replace("女", "猫"), "性別"),
        (COMES.replace("1,転入", "x,転入"), "連番"),
        (COMES.replace(",1001,", ",,"), "宛名番号"),
        (LEAVES.replace("令和8年6月1日", ""), "異動日"),
        (LEAVES.replace("1001", "7777"), "宛名番号"),
        ("1\n", ""),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_the_others_are(line: str, column: str, at: datetime) -> None:
    good = COMES.replace("1,転入", "8,転入").replace("1001", "2002")

    report = took(line, good, at=at)

    assert report.counts == {"refused": 1, "new": 1}
    (said,) = report.messages
    assert (said.row, said.column) == (2, column)
    assert ADULT not in said.said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "文字コード"),
        (b'{"rows": 3}', "rows"),
        (b"{", "JSON"),
        ("氏名\n花子\n".encode(), "列「連番」"),
        (HEAD.replace("方書", "住所").encode(), "二つ"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(content: bytes, words: str, at: datetime) -> None:
    with pytest.raises(register.BrokenFile, match=words):
        register.receive_differential(content=content, filename="x", by=policy.SYSTEM, at=at)


@pytest.mark.parametrize(("said", "kept"), [("1", True), ("対象", True), ("0", False), ("", False)])
def test_support_measures_are_read(said: str, kept: bool, at: datetime) -> None:
    took(COMES.replace("\n", f",{said}\n"), head=HEAD.replace("\n", ",支援措置\n"), at=at)

    assert row().has_support_measures is kept


def test_a_word_about_support_measures_that_nobody_knows_is_not_read_as_no(at: datetime) -> None:
    report = took(COMES.replace("\n", ",たぶん\n"), head=HEAD.replace("\n", ",支援措置\n"), at=at)

    assert report.counts == {"refused": 1}


def test_the_command_takes_files_and_says_what_became_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "a.csv", tmp_path / "b.csv"
    good.write_text(HEAD + COMES, encoding="cp932")
    bad.write_text("個人番号\n", encoding="utf-8")

    with pytest.raises(CommandError, match="1 files"):
        call_command("receive_register", str(good), str(bad))

    assert "a.csv: 1 rows: new 1" in capsys.readouterr().out


def test_the_people_of_the_demonstration_come_by_a_file_like_any(settings: Settings, at: datetime) -> None:
    settings.DEMO = True

    report = register.make_demo_inhabitants(at=at)

    assert report is not None
    assert report.counts == {"new": report.rows}
    assert register.make_demo_inhabitants(at=at) is None


def test_a_city_in_service_gets_no_invented_people(settings: Settings, at: datetime) -> None:
    settings.DEMO = False

    with pytest.raises(demo.OnlyInADemonstration):
        register.make_demo_inhabitants(at=at)
