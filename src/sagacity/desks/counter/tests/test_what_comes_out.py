"""Before the decision the document is looked at; after it, it is printed and handed over at the counter."""

from datetime import datetime

import pytest

from sagacity.desks.counter.tests.conftest import applies, opens, page_of, presses, publish
from sagacity.identity.testing import StaffActor
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases.testing import PERMIT
from sagacity.procedures.outcomes import api as outcomes

pytestmark = pytest.mark.django_db
NAMED = """
[[outcome.line]]
label = {ja = "氏名"}
value = {var = "name"}
"""
LACKING = "\U0002ebf0"  # a sign that no font of ours has


@pytest.fixture
def checked(noda: StaffActor, case: cases.Case) -> cases.Case:
    opens(noda, case)
    presses(noda, case, "pass/", checks="place_is_free")
    return case


def test_what_would_come_out_is_looked_at_in_the_page(ono: StaffActor, checked: cases.Case) -> None:
    assert ono.client.get(page_of(checked, "preview.pdf")).status_code == 302  # says first what for
    opens(ono, checked)

    assert "preview.pdf" in ono.opens(page_of(checked, "decide/")).content.decode()
    answer = ono.opens(page_of(checked, "preview.pdf"))

    assert answer.content.startswith(b"%PDF")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert cases.case(key=checked.key).decision == ""


def test_a_sign_that_the_font_lacks_is_shown_before_deciding(
    noda: StaffActor, applicant: policy.Person, at: datetime
) -> None:
    publish(PERMIT + NAMED)
    case = applies(applicant, at=at, name={"family": LACKING, "given": "花子"})
    opens(noda, case)
    presses(noda, case, "pass/", checks="place_is_free")

    seen = noda.sees(page_of(case, "decide/"))

    assert "このままでは、結果の書類を作れません" in seen
    assert f"{ord(LACKING):X}" in seen


def test_what_was_submitted_is_printed_with_the_purpose_in_the_log(
    noda: StaffActor, case: cases.Case
) -> None:
    opens(noda, case)

    assert noda.opens(page_of(case, "copy.pdf")).content.startswith(b"%PDF")

    assert (
        next(one for one in audit.latest() if one.action == "case.read").purpose == "公園の申請の審査のため"
    )


def test_a_document_is_printed_and_handed_over_at_the_counter(
    ono: StaffActor, checked: cases.Case, at: datetime
) -> None:
    opens(ono, checked)
    presses(ono, checked, "decide/", once=2, decision="yes", press="decide")
    made = outcomes.issue(case=checked.key, by=policy.SYSTEM, at=at, client_key="once")
    assert made.number in ono.sees(page_of(checked))

    once = "7f0c5f9e-1f5e-4c3a-9c33-7d1f3f0d0009"
    for _twice in range(2):
        answer = ono.sends(page_of(checked, f"documents/{made.key}/print/"), once=once, seen="1")
        assert answer.content.startswith(b"%PDF")

    assert outcomes.document(key=made.key).prints == 1
    assert ono.opens(page_of(checked, f"documents/{made.key}.pdf")).content.startswith(b"%PDF")
    assert ono.opens(page_of(checked, "documents/urn:ngsi-ld:Document:other.pdf")).status_code == 404
