"""What other rooms may use of verification: proving by the app, certificates and signatures of the card."""

from sagacity.identity.verification.jpki.certificates import check_certificate
from sagacity.identity.verification.jpki.refusals import CertificateRefused
from sagacity.identity.verification.jpki.signatures import check_signature
from sagacity.identity.verification.jpki.types import CertificateFacts, FourFacts, Purpose, Trust
from sagacity.identity.verification.proving import begin, come_back
from sagacity.identity.verification.questions import of_resident as question_of_resident
from sagacity.identity.verification.questions import waiting as waiting_questions
from sagacity.identity.verification.refusals import NotProven
from sagacity.identity.verification.signals import question_asked, question_decided
from sagacity.identity.verification.signing.asking import ask_signature
from sagacity.identity.verification.signing.documents import (
    CannotBeSigned,
    NotSigned,
    person_who_signed,
    signed,
)
from sagacity.identity.verification.trusting import current as current_trust
from sagacity.identity.verification.types import Decided, Outcome, Question, Result, Scope, Signed

__all__ = [
    "CannotBeSigned",
    "CertificateFacts",
    "CertificateRefused",
    "Decided",
    "FourFacts",
    "NotProven",
    "NotSigned",
    "Outcome",
    "Purpose",
    "Question",
    "Result",
    "Scope",
    "Signed",
    "Trust",
    "ask_signature",
    "begin",
    "check_certificate",
    "check_signature",
    "come_back",
    "current_trust",
    "person_who_signed",
    "question_asked",
    "question_decided",
    "question_of_resident",
    "signed",
    "waiting_questions",
]
