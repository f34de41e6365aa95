"""The public page in six languages without JavaScript, and the pages of staff."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sagacity.kit import policy
from sagacity.procedures.outcomes import api as outcomes
from sagacity.procedures.outcomes.api import Document
from sagacity.procedures.outcomes.tests.conftest import HANAKO, Office

SECRET = "𠮷田"


@pytest.fixture
def document(office: Office) -> Document:
    return outcomes.issue(case=office.said_yes().key, by=policy.SYSTEM, at=office.at)


@pytest.fixture
def pdf(document: Document, office: Office) -> bytes:
    return outcomes.pdf(document=document.key, by=HANAKO, at=office.at)


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh-hans", "ko", "vi"])
def test_the_qr_code_leads_to_a_page_that_names_nobody(
    document: Document, client: Client, language: str
) -> None:
    client.cookies["sagacity_language"] = language

    answer = client.get(f"/verify/{document.number}/{document.code}/")

    assert answer.status_code == 200
    assert document.number in answer.content.decode()
    assert SECRET not in answer.content.decode()
    assert answer["Referrer-Policy"] == "same-origin"  # no other host learns the address


def test_a_file_is_judged_by_the_page(document: Document, pdf: bytes, client: Client) -> None:
    def said(content: bytes) -> str:
        file = SimpleUploadedFile("a.pdf", content, "application/pdf")
        return client.post("/verify/", {"file": file}).content.decode()

    assert "有効です" in said(pdf)
    assert "変えられています" in said(pdf.replace(b"/Type/Page/", b"/Type/Pagf/", 1))
    assert "変えられています" in said(pdf + b"\n%%EOF\n")
    assert "この市の書類ではありません" in said(b"%PDF-1.7 nothing")
    assert SECRET not in said(pdf)


def test_what_is_typed_is_found_and_what_is_missing_is_asked_for(document: Document, client: Client) -> None:
    found = client.post("/verify/", {"number": document.number.lower(), "code": document.code})
    wrong = client.post("/verify/", {"number": document.number, "code": "2222222222"})
    half = client.post("/verify/", {"number": document.number})

    assert (found.status_code, wrong.status_code, half.status_code) == (200, 404, 422)


def test_guessing_is_slowed_where_it_comes_from(document: Document, client: Client) -> None:
    answers = [client.get(f"/verify/{document.number}/22222222{n:02}/").status_code for n in range(25)]

    assert answers[0] == 404
    assert answers[-1] == 429
    elsewhere = client.get(f"/verify/{document.number}/{document.code}/", REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 200


def test_the_certificates_are_there_for_others(office: Office, client: Client, document: Document) -> None:
    assert client.get("/verify/certificates.pem").content.startswith(b"-----BEGIN CERTIFICATE-----")
