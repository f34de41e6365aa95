"""Two payments of one bill, claims in any order, any number of times: it is paid once or not at all."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sagacity.ledger import api as ledger
from sagacity.ledger.tests.paying import Asked, stands, told

AT = datetime(2026, 6, 3, 1, 0, tzinfo=UTC)
OUTCOMES = st.sampled_from(["pending", "failed", "expired", "settled", "settled for less", "charged_back"])
CLAIMS = st.lists(st.tuples(st.integers(0, 1), OUTCOMES, st.integers(1, 4)), max_size=14)


class AnyOrder(TestCase):
    @given(CLAIMS)
    @settings(max_examples=60, deadline=None)
    def test_the_bill_is_paid_exactly_when_money_came_that_fits(
        self, claims: list[tuple[int, str, int]]
    ) -> None:
        asked = Asked(AT)
        first = asked.begins_by_hand()
        asked.hears(first, "expired")  # so that a second may begin
        payments = [first, asked.begins_by_hand()]
        for who, outcome, number in claims:
            amount = 100 if outcome == "settled for less" else 300
            asked.hears(
                payments[who],
                outcome.split()[0],
                amount=amount,
                event=f"{who}-{outcome}-{number}",
            )
        asked.hears(payments[1], "failed")

        bill, trial = asked.now, ledger.trial_balance()
        fits = {who for who, outcome, _ in claims if outcome == "settled"}
        back = {who for who, outcome, _ in claims if outcome == "charged_back"}
        settled = [one for one in bill.payments if one.state is ledger.PaymentState.SETTLED]
        assert trial.holds
        assert stands("income") == 300
        if back:  # the second may have come while the first still counted, and is in question
            assert len(settled) <= 1
            assert {each.key for each in settled} <= {payments[who].key for who in fits - back}
        else:
            assert len(settled) == bool(fits)
        assert bill.is_open == (not settled)
        assert stands("receivable") == (300 if bill.is_open else 0)
        held = sum(one.received or 0 for one in bill.questioned)
        assert stands("provider") == 300 * len(settled) + held
        assert stands("difference") == -held
        assert told("bill_paid") <= 1 + len(back)
