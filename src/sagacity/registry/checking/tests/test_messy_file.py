"""A file as it really comes: CP932, a title on top, and one of everything wrong."""

from collections import Counter
from pathlib import Path

from sagacity.registry import kinds
from sagacity.registry.checking import check
from sagacity.registry.checking.tests.desk import CITY, EDITION
from sagacity.registry.mapping import guess_kind, propose
from sagacity.registry.reading import open_table
from sagacity.registry.types import Outcome

MESSY = """令和8年度 子育て施設一覧,,,,,,,,
,,,,,,,,
都道府県コード又は市区町村コード,NO,名称,名称_カナ,住所,緯度,経度,認可等年月日,収容定員
41201,1,さくら保育園,サクラホイクエン,佐賀県さくら市栄町1-1,33.26,130.30,2019-05-01,100
412015,2,もみじ保育園,モミジホイクエン,佐賀県さくら市栄町1-2,33.27,130.31,令和元年5月1日,１２０
412014,3,うめ保育園,ウメホイクエン,佐賀県さくら市栄町1-3,33.25,130.29,2019-05-01,80
412015,4,すぎ保育園,スギホイクエン,佐賀県さくら市栄町1-4,130.30,33.24,2019-05-01,"1,080 "
412015,2,まつ保育園,マツホイクエン,佐賀県さくら市栄町1-5,33.25,130.29,平成32年4月1日,60
412015,6,"たけ"保育園,タケホイクエン,佐賀県さくら市栄町1-6,33.25,130.29,2019-05-01,60
412015,7,,ナナシ,佐賀県さくら市栄町1-7,33.25,130.29,2019-05-01,60
,,,,,,,,
"""


def test_each_fault_is_named_with_row_and_column_and_the_rest_goes_in(tmp_path: Path) -> None:
    path = tmp_path / "412015_preschool.csv"
    path.write_bytes(MESSY.replace("\n", "\r\n").encode("cp932"))
    table = open_table(path, name=path.name)
    kind = kinds.get(guess_kind(table.headings, path.name, table.sample)[0][0])
    proposal = propose(table.headings, kind)

    checking = check(table, kind, proposal.columns, city=CITY, edition=EDITION)
    rows = {row.number: row for row in checking}

    assert (kind.key, proposal.certain, table.encoding) == ("nursery", True, "cp932")
    said = {(one.row, one.column, one.rule, one.outcome) for row in rows.values() for one in row.messages}
    code, day, seats = "都道府県コード又は市区町村コード", "認可等年月日", "収容定員"
    assert said == {
        (4, code, "code.check_digit", Outcome.REPAIRED),
        (5, day, "L3-05", Outcome.REPAIRED),
        (5, seats, "number.width", Outcome.REPAIRED),
        (6, code, "code.check_digit", Outcome.CONFIRM),
        (7, seats, "L2-01", Outcome.REPAIRED),
        (7, "緯度", "point.swapped", Outcome.CONFIRM),
        (8, "NO", "duplicate.id", Outcome.CONFIRM),
        (8, day, "date.unsure", Outcome.CONFIRM),
        (9, "", "L1-15", Outcome.REFUSED),
        (10, "名称", "required.name", Outcome.REFUSED),
    }
    tally = checking.tally
    assert (tally.rows, tally.applied, tally.to_confirm, tally.refused) == (7, 2, 3, 2)
    assert Counter(one.rule for one in table.messages) == {"L3-01": 1, "L1-04": 1, "row.empty": 1}
