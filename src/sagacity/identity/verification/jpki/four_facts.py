"""The four facts in the subjectAltName of a signature certificate: UTF-8 strings in six otherNames."""

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from sagacity.identity.verification.jpki import oids, refusals, types
from sagacity.kit.japanese import eras

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate

_MARKS = re.compile(r"[01]*")  # one for each letter, 1 where it was replaced
_SEXES = {"1": "male", "2": "female", "3": "", "9": "", "0": ""}
_BIRTH = re.compile(r"(?P<era>[0-5])(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")


def read(certificate: "Certificate") -> types.FourFacts:
    """Read the four facts.

    Raises:
        FactsMissing, SwappedFields, BadBirthDate: the profile is not kept.
    """
    said = _other_names(certificate)
    for value, marks in ((oids.ADDRESS, oids.ADDRESS_SUBSTITUTES), (oids.NAME, oids.NAME_SUBSTITUTES)):
        _demand_in_place(said[value], said[marks])
    if said[oids.SEX] not in _SEXES:
        raise refusals.FactsMissing("sex")
    return types.FourFacts(
        name=said[oids.NAME],
        birth_date=birth_date(said[oids.BIRTH_DATE]),
        sex=_SEXES[said[oids.SEX]],
        address=said[oids.ADDRESS],
        has_substitutes="1" in said[oids.NAME_SUBSTITUTES] + said[oids.ADDRESS_SUBSTITUTES],
    )


def birth_date(text: str) -> date | None:
    """419900102 is Heisei, 1990-01-02; zeros stand where day or month is unknown.

    Raises:
        BadBirthDate: it is no day, or does not lie in the era it names.
    """
    found = _BIRTH.fullmatch(text)
    if found is None:
        raise refusals.BadBirthDate(text)
    if "00" in (found["month"], found["day"]) or found["year"] == "0000":
        return None
    try:
        born = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError as problem:
        raise refusals.BadBirthDate(text) from problem
    _demand_era(int(found["era"]), born)
    return born


def _demand_era(digit: int, born: date) -> None:
    """0 names no era, as for people whose records count by the Christian year."""
    era = eras.ERAS[digit - 1] if digit else None
    if era is not None and not era.first <= born <= era.last:
        raise refusals.BadBirthDate(f"{era.name} {born}")


def _demand_in_place(value: str, marks: str) -> None:
    if _MARKS.fullmatch(marks) is None:
        swapped = _MARKS.fullmatch(value) is not None
        raise refusals.SwappedFields("value") if swapped else refusals.FactsMissing("marks")
    if not value:
        raise refusals.FactsMissing("value")


def _other_names(certificate: "Certificate") -> dict[str, str]:
    from asn1crypto.core import UTF8String

    names = _alternative_names(certificate)
    if any(Counter(kind for kind, _ in names)[each] != 1 for each in oids.FACTS):
        raise refusals.FactsMissing("each of the six otherNames must stand there once")
    try:
        return {kind: str(UTF8String.load(der, strict=True).native) for kind, der in names}
    except (ValueError, TypeError) as problem:
        raise refusals.FactsMissing(str(problem)) from problem


def _alternative_names(certificate: "Certificate") -> list[tuple[str, bytes]]:
    from cryptography import x509

    extensions = x509.load_der_x509_certificate(certificate.dump()).extensions
    try:
        names = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    others = names.get_values_for_type(x509.OtherName)
    return [
        (each.type_id.dotted_string, each.value)
        for each in others
        if each.type_id.dotted_string in oids.FACTS
    ]
