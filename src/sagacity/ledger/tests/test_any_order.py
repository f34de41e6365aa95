"""Whatever is posted and taken back, in any order, the books say what a child would add up."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger.tests.conftest import Books

AT = datetime(2026, 6, 3, 1, 0, tzinfo=UTC)
PLACES = ("till", "income", "wallet")
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["post", "reverse"]),
        st.sampled_from(PLACES),
        st.sampled_from(PLACES),
        st.integers(1, 50),
        st.integers(0, 5),
    ),
    max_size=25,
)


class AnyOrder(TestCase):
    @given(ACTS)
    @settings(max_examples=40, deadline=None)
    def test_balances_are_what_went(self, acts: list[tuple[str, str, str, int, int]]) -> None:
        books = Books(AT)
        went: list[tuple[str, str, int]] = []
        made: list[ledger.Transfer] = []
        for act, debit, credit, amount, number in acts:
            try:
                if act == "post":
                    made.append(books.post(getattr(books, debit), getattr(books, credit), amount))
                    went.append((debit, credit, amount))
                elif made:
                    first = made[number % len(made)]
                    books.takes_back(first, amount)
                    names = {getattr(books, name).key: name for name in PLACES}
                    went.append((names[first.credit], names[first.debit], amount))
            except ledger.NotPosted:
                continue
        assert books.stands(books.till) == _sum(went, "till") >= 0
        assert books.stands(books.wallet) == -_sum(went, "wallet") >= 0
        assert books.stands(books.income) == -_sum(went, "income")
        assert ledger.trial_balance() == ledger.Trial(
            debits=yen(sum(amount for *_, amount in went)),
            credits=yen(sum(amount for *_, amount in went)),
            wrong=(),
        )


def _sum(went: list[tuple[str, str, int]], place: str) -> int:
    return sum(amount * ((debit == place) - (credit == place)) for debit, credit, amount in went)
