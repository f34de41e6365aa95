"""Finding the table in a file as offices write it; nothing is dropped without a line."""

from pathlib import Path

from sagacity.registry.reading.tests.files import HEAD, LINE, read


def test_titles_above_the_headings_are_named_and_passed_over(tmp_path: Path) -> None:
    table, rows = read(tmp_path, f"令和8年度 AED設置箇所一覧,,,,,,\n佐賀市,,,,,,\n,,,,,,\n{HEAD}\n{LINE}\n")

    assert table.heading_row == 4
    assert [row.number for row in rows] == [5]
    said = {(one.rule, one.action) for one in table.messages}
    assert ("L3-01", "4行目を見出しとして読みました") in said
    assert sum(one.rule == "L1-04" for one in table.messages) == 2


def test_a_file_without_headings_is_read_from_its_first_row(tmp_path: Path) -> None:
    table, rows = read(tmp_path, f"{LINE}\n{LINE}\n")

    assert table.heading_row == 0
    assert table.headings[:2] == ["列1", "列2"]
    assert len(rows) == 2
    assert "L3-01" in {one.rule for one in table.messages}


def test_unknown_headings_are_headings_all_the_same(tmp_path: Path) -> None:
    table, rows = read(tmp_path, "なまえ,ばしょ,よこ\nさくら,栄町,1\n")

    assert table.headings == ["なまえ", "ばしょ", "よこ"]
    assert len(rows) == 1


def test_an_empty_heading_gets_a_name_when_values_stand_below(tmp_path: Path) -> None:
    table, _ = read(tmp_path, "名称,住所,\n公民館,栄町,A\n")

    assert table.headings == ["名称", "住所", "列3"]
    assert "L1-05" in {one.rule for one in table.messages}


def test_empty_columns_at_the_end_are_no_columns(tmp_path: Path) -> None:
    table, rows = read(tmp_path, "名称,住所,,\n公民館,栄町,,\n")

    assert table.headings == ["名称", "住所"]
    assert rows[0].cells == ["公民館", "栄町"]


def test_a_heading_that_stands_twice_gets_a_second_name(tmp_path: Path) -> None:
    table, _ = read(tmp_path, "名称,URL,URL\n公民館,https://a.jp,https://b.jp\n")

    assert table.headings == ["名称", "URL", "URL（2つ目）"]
    assert "L2-03" in {one.rule for one in table.messages}


def test_rows_of_commas_are_passed_over_and_listed(tmp_path: Path) -> None:
    table, rows = read(tmp_path, f"{HEAD}\n{LINE}\n,,,,,,\n{LINE}\n,,,,,,\n,,,,,,\n")

    assert [row.number for row in rows] == [2, 4]
    (line,) = [one for one in table.messages if one.rule == "row.empty"]
    assert line.found.startswith("3、5〜6行目（3行）")


def test_a_row_of_the_wrong_width_is_refused_with_its_line(tmp_path: Path) -> None:
    _, rows = read(tmp_path, f"{HEAD}\n{LINE},余分\n412015,2,短い\n{LINE}\n")

    assert [bool(row.problem) for row in rows] == [True, True, False]
    assert rows[0].problem is not None
    assert (rows[0].problem.rule, rows[0].problem.row) == ("L1-15", 2)
    assert "8列" in rows[0].problem.found


def test_a_quote_never_closed_costs_one_row_not_the_rest_of_the_file(tmp_path: Path) -> None:
    many = "\n".join([LINE] * 1000)
    _, rows = read(tmp_path, f'{HEAD}\n{LINE}\n412015,2,"開いたまま,,,,\n{many}\n')

    problems = [row for row in rows if row.problem]
    assert [row.number for row in problems] == [3]
    assert problems[0].problem is not None
    assert "ファイルの3行目" in problems[0].problem.action
    assert len(rows) == 1002


def test_a_quote_closed_in_the_wrong_place_costs_one_row(tmp_path: Path) -> None:
    _, rows = read(tmp_path, f'{HEAD}\n412015,1,"公民"館,,,,\n{LINE}\n')

    assert [bool(row.problem) for row in rows] == [True, False]


def test_line_breaks_inside_quotes_belong_to_the_cell(tmp_path: Path) -> None:
    _, rows = read(tmp_path, f'{HEAD}\n412015,1,"公民館\n別館",,,,\n{LINE}\n')

    assert rows[0].cells[2] == "公民館\n別館"
    assert rows[1].number == 3


def test_two_lines_with_the_wrong_quote_in_each_cost_two_rows(tmp_path: Path) -> None:
    _, rows = read(tmp_path, f'{HEAD}\n412015,1,"a,,,,\n412015,2,"b,,,,\n{LINE}\n')

    assert [row.number for row in rows if row.problem] == [2, 3]
    assert rows[-1].cells[2] == "さくら公民館"
