"""What cases announce."""

from sagacity.kit.signals import api as signals
from sagacity.procedures.cases import types

case_submitted = signals.Signal("cases.case_submitted", types.CaseNews)
case_changed = signals.Signal("cases.case_changed", types.CaseNews)
case_decided = signals.Signal("cases.case_decided", types.CaseDecided)
case_closed = signals.Signal("cases.case_closed", types.CaseNews)
