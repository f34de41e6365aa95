"""What direct debit announces."""

from sagacity.kit.signals import api as signals
from sagacity.ledger.debit import types

mandate_changed = signals.Signal("ledger.mandate_changed", types.MandateChanged)
debit_failed = signals.Signal("ledger.debit_failed", types.DebitFailed)
