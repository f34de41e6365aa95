"""What the ledger announces."""

from sagacity.kit.signals import api as signals
from sagacity.ledger import types

bill_paid = signals.Signal("ledger.bill_paid", types.BillPaid)
bill_refunded = signals.Signal("ledger.bill_refunded", types.BillRefunded)
