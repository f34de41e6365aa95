"""Which heading is which column: known at once, remembered, proposed, or asked."""

import pytest

from sagacity.registry import kinds
from sagacity.registry.kinds import Edition, Kind
from sagacity.registry.mapping import How, guess_kind, propose, signature

EDITIONS = [(kind, edition) for kind in kinds.all() for edition in kind.editions]
SURE = 0.6


@pytest.mark.parametrize(
    ("kind", "edition"), EDITIONS, ids=lambda one: getattr(one, "name", getattr(one, "key", ""))
)
def test_every_published_form_is_recognised_and_nobody_is_asked(kind: Kind, edition: Edition) -> None:
    ranked = guess_kind(edition.headings)
    proposal = propose(edition.headings, kind)

    assert ranked[0][0] == kind.key
    assert ranked[0][1] > SURE
    assert proposal.certain
    assert proposal.missing == ()
    assert proposal.edition == edition.name


def test_headings_that_every_list_has_decide_no_kind() -> None:
    common = ["コード", "名称", "所在地_連結表記", "緯度", "経度"]

    assert all(score <= SURE for _, score in guess_kind(common, "list.csv"))
    assert guess_kind(common, "412015_aed.csv")[0][0] == "aed"
    assert guess_kind(common, "412015_aed.csv")[0][1] > SURE


def test_headings_nobody_knows_are_no_kind() -> None:
    assert all(score <= SURE for _, score in guess_kind(["あ", "い", "う"], "x.csv"))


def test_old_spellings_and_other_brackets_are_known() -> None:
    proposal = propose(["所在地_連結標記", "名称_英語", "建物名等（方書）"], kinds.get("nursery"))

    assert [(one.column, one.how) for one in proposal.proposals] == [
        ("所在地_連結表記", How.EXACT),
        ("名称_英字", How.ALIAS),
        ("建物名等(方書)", How.EXACT),
    ]
    assert proposal.certain


def test_changed_order_changes_nothing_but_the_signature() -> None:
    headings = ["名称", "緯度", "経度", "設置位置"]

    there, back = propose(headings, kinds.get("aed")), propose(headings[::-1], kinds.get("aed"))

    assert there.columns == back.columns
    assert there.signature != back.signature


def test_the_same_headings_have_one_signature_whatever_their_width() -> None:
    assert signature(["名称", "ＵＲＬ"]) == signature(["名 称", "url"])
    assert signature(["名称", "URL"]) != signature(["URL", "名称"])


def test_what_was_confirmed_is_not_asked_again() -> None:
    headings = ["施設のなまえ", "とくちょう"]
    kind = kinds.get("aed")
    assert not propose(headings, kind).certain

    again = propose(headings, kind, remembered={"施設のなまえ": "名称", "とくちょう": ""})

    assert again.certain
    assert again.columns == {"施設のなまえ": "名称", "とくちょう": ""}
    assert {one.how for one in again.proposals} == {How.REMEMBERED}


def test_what_looks_alike_is_proposed_and_asked() -> None:
    (one,) = propose(["利用可能な曜日"], kinds.get("aed")).proposals

    assert (one.column, one.how) == ("利用可能曜日", How.SIMILAR)
    assert one.score > 70


def test_one_column_is_never_proposed_for_two_headings() -> None:
    proposal = propose(["名称", "施設名", "施設名称", "名 称"], kinds.get("aed"))

    columns = [one.column for one in proposal.proposals if one.column]
    assert len(columns) == len(set(columns))


def test_a_file_without_headings_is_known_by_its_width_and_cells_and_asked_once() -> None:
    kind = kinds.get("toilet")
    edition = kind.editions[0]
    cells = {"全国地方公共団体コード": "412015", "名称_カナ": "エキマエ", "緯度": "33.26", "経度": "130.30",
             "男性トイレ総数": "3", "利用開始時間": "09:00"}  # fmt: skip
    sample = [[cells.get(heading, "") for heading in edition.headings]]
    headings = [f"列{place}" for place in range(1, len(edition.headings) + 1)]

    ranked = guess_kind(headings, "", sample)
    proposal = propose(headings, kind, has_headings=False)

    assert ranked[0][0] == "toilet"
    assert ranked[0][1] > SURE
    assert not proposal.certain
    assert {one.how for one in proposal.proposals} == {How.POSITION}
    assert proposal.columns["列16"] == "緯度"


def test_missing_required_columns_are_named() -> None:
    proposal = propose(["名称", "緯度", "経度", "男性トイレ総数"], kinds.get("toilet"))

    assert proposal.missing == ("所在地_連結表記", "設置位置")


def test_an_area_file_keeps_its_columns_for_the_rules_of_collection() -> None:
    ranked = guess_kind(["地名", "センター", "燃えるごみ", "資源物", "列5"])

    assert ranked[0][0] == "collection_area_days"
