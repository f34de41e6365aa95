"""What outcomes does about news: a yes becomes a document, and whom it is for is told."""

from sagacity.identity import api as identity
from sagacity.procedures.cases import api as cases
from sagacity.procedures.outcomes import keeping, signals, telling, troubles, types


@cases.case_decided.receiver
def a_yes_becomes_a_document(news: cases.CaseDecided) -> None:
    if news.decision == cases.Decision.YES:
        troubles.ask_for(case=news.case)


@signals.document_issued.receiver
def whom_it_is_for_is_told(news: types.DocumentNews) -> None:
    telling.that_it_is_there(news)


@identity.devices_joined.receiver
def documents_go_with_the_device(joined: identity.Joined) -> None:
    keeping.join(old=joined.old, new=joined.new)
