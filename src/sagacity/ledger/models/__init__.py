"""Tables of the ledger: the books, bills and what is paid for them, what the cashier's desk writes down."""

from sagacity.ledger.models.bills import Bill, Payment, PaymentEvent, Refund
from sagacity.ledger.models.books import Account, Day, Posting, Transfer
from sagacity.ledger.models.desk import Explanation, PaperReceipt, RefusedClaim, Report, TillCount

__all__ = [
    "Account",
    "Bill",
    "Day",
    "Explanation",
    "PaperReceipt",
    "Payment",
    "PaymentEvent",
    "Posting",
    "Refund",
    "RefusedClaim",
    "Report",
    "TillCount",
    "Transfer",
]
