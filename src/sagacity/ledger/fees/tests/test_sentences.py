from datetime import date

import pytest
from django.utils import translation

from sagacity.ledger.fees import working_out
from sagacity.ledger.fees.sentences import explain
from sagacity.ledger.fees.tests.conftest import Costs

D = date(2026, 6, 3)


def test_the_plain_case_is_one_amount(costs: Costs) -> None:
    assert explain(costs("residence")) == "住民票の写し：400円です。"


def test_copies_and_postage_are_added_up(costs: Costs) -> None:
    found = explain(costs("residence", D, {"copies": 2, "by_post": True}))

    assert found == "住民票の写し：400円 × 2通で、800円です。郵送料110円を足して、合わせて910円です。"


def test_a_discount_is_named_with_its_amount(costs: Costs) -> None:
    found = explain(costs("convenience", date(2024, 6, 1), channel="convenience"))

    assert found == "住民票の写し：200円、コンビニ交付100円で100円引きで、100円です。"


def test_an_addition_is_named_too(costs: Costs) -> None:
    assert explain(costs("family_register", issuer="other_city")) == (
        "戸籍全部事項証明書：450円、広域交付で50円増しで、500円です。"
    )


def test_persons_counted_by_fives_say_so(costs: Costs) -> None:
    assert (
        explain(costs("persons", D, {"things": 6})) == "住民票の閲覧：200円、5までを1として2で、400円です。"
    )


def test_who_is_exempt_reads_why(costs: Costs) -> None:
    shown = costs("residence", D, {"shown": frozenset({"status"})}, status="disaster_victim")

    assert explain(costs("residence", purpose="light_vehicle")) == (
        "住民票の写し：軽自動車の住所の証明の免除で、手数料はかかりません。"
    )
    assert explain(shown) == ("住民票の写し：災害の免除で、手数料はかかりません。罹災証明書を確かめました。")


def test_who_could_be_exempt_reads_what_to_show(costs: Costs) -> None:
    assert explain(costs("residence", status="disaster_victim")).endswith(
        "罹災証明書を見せると、災害の免除で手数料がかかりません。"
    )


@pytest.mark.parametrize("language", ["ja-easy", "en", "zh-hans", "ko", "vi"])
def test_every_language_says_the_same_amounts(costs: Costs, language: str) -> None:
    fee = costs("residence", D, {"copies": 2, "by_post": True}, status="disaster_victim")

    with translation.override(language):
        found = explain(fee)

    assert [amount for amount in ("400", "800", "110", "910") if amount not in found] == []
    assert "郵送料" not in found


def test_no_sentence_is_made_where_there_is_no_amount(costs: Costs) -> None:
    with pytest.raises(working_out.NoPrice):
        costs("crematorium")
