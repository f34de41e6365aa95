"""Valid, revoked, expired, changed, not ours: whoever checks is told, and never who it is about."""

import io
import random
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.kit import policy
from sagacity.kit.paper import api as paper
from sagacity.kit.proposals import api as proposals
from sagacity.procedures.outcomes import api as outcomes
from sagacity.procedures.outcomes.api import Document, Standing
from sagacity.procedures.outcomes.tests.conftest import CHIEF, CLERK, HANAKO, STRANGER, Office

TRIES = 200


@pytest.fixture
def document(office: Office) -> Document:
    return outcomes.issue(case=office.said_yes().key, by=policy.SYSTEM, at=office.at)


@pytest.fixture
def pdf(document: Document, office: Office) -> bytes:
    return outcomes.pdf(document=document.key, by=HANAKO, at=office.at)


def test_by_number_and_code_however_they_are_typed(document: Document, office: Office) -> None:
    for number, code in (
        (document.number, document.code),
        (document.number.lower(), f"{document.code[:5]}-{document.code[5:]}".lower()),
        (f" {document.number.replace('-', '－')} ", f"{document.code[:5]} {document.code[5:]}"),
    ):
        assert outcomes.verify(number=number, code=code, at=office.at).standing is Standing.VALID


def test_a_verdict_tells_kind_number_and_days_and_no_name(document: Document, office: Office) -> None:
    found = outcomes.verify(number=document.number, code=document.code, at=office.at)

    assert (found.number, found.valid_until) == (document.number, document.valid_until)
    assert "𠮷田" not in repr(found)
    assert HANAKO.key not in repr(found)


def test_a_wrong_number_and_a_wrong_code_sound_alike(document: Document) -> None:
    wrong = outcomes.verify(number=document.number, code="2222222222")

    assert wrong == outcomes.verify(number="R8-RESIDENCE-999999-A", code=document.code)
    assert wrong.standing is Standing.NOT_OURS


def test_a_document_whose_months_are_over_is_expired(document: Document, pdf: bytes, office: Office) -> None:
    assert document.valid_until is not None
    late = office.at + timedelta(days=100)

    assert outcomes.verify(number=document.number, code=document.code, at=late).standing is Standing.EXPIRED
    assert outcomes.verify_file(pdf=pdf, at=late).standing is Standing.EXPIRED


def test_a_bit_turned_round_anywhere_is_never_valid(pdf: bytes, office: Office) -> None:
    chance = random.Random(20260915)
    for _ in range(TRIES):
        changed = bytearray(pdf)
        changed[chance.randrange(len(pdf))] ^= 1 << chance.randrange(8)

        assert outcomes.verify_file(pdf=bytes(changed)).standing in (Standing.CHANGED, Standing.NOT_OURS)


def test_an_update_at_the_end_is_a_change(pdf: bytes, office: Office) -> None:
    from pyhanko.pdf_utils.generic import NameObject, NumberObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[NameObject("/Rotate")] = NumberObject(180)  # type: ignore[no-untyped-call]
    writer.update_container(page)
    written = io.BytesIO()
    writer.write(written)  # type: ignore[no-untyped-call]

    assert outcomes.verify_file(pdf=written.getvalue()).standing is Standing.CHANGED


def test_a_signature_of_another_document_is_a_change(pdf: bytes, office: Office) -> None:
    other = outcomes.issue(
        case=office.said_yes(name={"family": "佐賀", "given": "太郎"}).key, by=policy.SYSTEM, at=office.at
    )
    theirs = outcomes.pdf(document=other.key, by=HANAKO, at=office.at)
    start, end = _place(pdf)

    swapped = pdf[:start] + theirs[slice(*_place(theirs))] + pdf[end:]

    assert outcomes.verify_file(pdf=swapped).standing is Standing.CHANGED


def test_what_our_key_signed_but_nobody_gave_out_is_not_valid(pdf: bytes, office: Office) -> None:
    stolen = paper.sign(outcomes.preview(case=office.said_yes().key, at=office.at), at=office.at).pdf

    assert outcomes.verify_file(pdf=stolen).standing is Standing.CHANGED


def test_another_citys_document_is_not_ours(
    pdf: bytes, office: Office, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "another city"

    assert outcomes.verify_file(pdf=pdf).standing is Standing.NOT_OURS
    assert outcomes.verify_file(pdf=b"no pdf").standing is Standing.NOT_OURS


def test_taking_back_needs_two_people(document: Document, pdf: bytes, office: Office) -> None:
    with pytest.raises(proposals.NeedsSecondPerson):
        outcomes.revoke(document=document.key, by=CHIEF, reason="誤った交付", at=office.at)
    proposal = outcomes.propose_revoking(document=document.key, reason="誤った交付", by=CLERK, at=office.at)
    assert outcomes.verify_file(pdf=pdf, at=office.at).standing is Standing.VALID

    proposals.approve(key=proposal.key, by=CHIEF, at=office.later())

    assert outcomes.verify_file(pdf=pdf, at=office.at).standing is Standing.REVOKED
    found = outcomes.verify(number=document.number, code=document.code, at=office.at)
    assert (found.standing, found.is_replaced) == (Standing.REVOKED, False)


def test_what_is_given_out_anew_replaces_the_first(document: Document, pdf: bytes, office: Office) -> None:
    new = outcomes.reissue(document=document.key, by=CLERK, reason="紛失のため", at=office.later())
    same = outcomes.reissue(document=document.key, by=CLERK, reason="紛失のため", at=office.later())

    assert new == same
    assert new.replaces == document.key
    assert outcomes.verify_file(pdf=pdf).is_replaced
    theirs = outcomes.pdf(document=new.key, by=HANAKO, at=office.at)
    assert outcomes.verify_file(pdf=theirs, at=office.at).standing is Standing.VALID
    with pytest.raises(outcomes.NoReason):
        outcomes.reissue(document=new.key, by=CLERK, reason=" ", at=office.at)
    with pytest.raises(outcomes.NotAllowed):
        outcomes.reissue(document=new.key, by=STRANGER, reason="紛失のため", at=office.at)


def _place(pdf: bytes) -> tuple[int, int]:
    start = pdf.index(b"/Contents <", pdf.index(b"/ByteRange")) + len(b"/Contents ")
    return start, pdf.index(b">", start) + 1
