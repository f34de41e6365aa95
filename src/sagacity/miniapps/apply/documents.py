"""Documents that came out of a case, to be saved by its applicant."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.procedures.cases import api as cases
from sagacity.procedures.outcomes import api as outcomes


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as the page of a case names it."""

    title: str
    url: str


def valid(case: cases.Case) -> list[outcomes.Document]:
    """Those of a case that hold, however they reach their applicant."""
    return [one for one in outcomes.documents_of(case=case.key) if one.standing is outcomes.Standing.VALID]


def papers(case: cases.Case, held: Iterable[outcomes.Document], *, language: str) -> list[Paper]:
    """Those that are not to be fetched at a counter or waited for by post."""
    return [
        Paper(
            f"{in_language(one.title, language)} {one.number}",
            reverse("apply:document", args=[case.key, one.key]),
        )
        for one in held
        if one.way == "inbox"
    ]


def answer(case: cases.Case, key: str, *, by: policy.Person) -> HttpResponse | None:
    """The file, just as it was given out; None where it is no document of this case that may be saved."""
    held = {one.key: one for one in outcomes.documents_of(case=case.key) if one.way == "inbox"}
    if key not in held:
        return None
    try:
        content = outcomes.pdf(document=key, by=by, at=clock.now(), channel="app")
    except (outcomes.NoSuchDocument, outcomes.NotNow):
        return None
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{held[key].number}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
