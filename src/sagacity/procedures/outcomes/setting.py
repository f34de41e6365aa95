"""Setting a document on paper: in Japanese and, where asked, with a page in another language."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.kit.manifest import in_language
from sagacity.kit.paper import api as paper
from sagacity.kit.paper.api import Field
from sagacity.procedures.cases.api import Story
from sagacity.procedures.outcomes import filling, numbers, values

LAYOUTS = Path(__file__).parent / "layouts"
DOCUMENT, COPY = LAYOUTS / "document.typ", LAYOUTS / "copy.typ"
WITHOUT_FURIGANA = "ja"


def pdf(story: Story, names: filling.Names, given: filling.Given, *, language: str = "") -> bytes:
    """The document, not yet signed.

    Raises:
        paper.CharactersLacking, paper.NoPaper: nothing was made.
    """
    pages: list[Field] = [_page(story, names, given, WITHOUT_FURIGANA)]
    if language and not language.startswith("ja") and language in story.definition.outcome.title:
        pages.append(_page(story, names, given, language))
    said: dict[str, Field] = {
        "pages": pages,
        "kind": story.definition.outcome.kind,
        "qr": paper.qr(given.address),
        "number": given.number,
        "city": city.current().name["ja"],
    }
    return paper.pdf(template=DOCUMENT, fields=said, at=given.at)


def address_of(number: str, code: str) -> str:
    """Where anybody checks a document: nothing in it tells who."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("outcomes:check", args=[number, code])


def _page(story: Story, names: filling.Names, given: filling.Given, language: str) -> dict[str, Field]:
    said = filling.fields(story, names, given, language=language)
    here = city.current()
    with override(language):
        until = values.day(given.valid_until, language=language) if given.valid_until else ""
        return {
            **said,
            "again": _("再発行") if given.is_again else "",
            "number_label": _("番号"),
            "code_label": _("確認コード"),
            "code": numbers.grouped(given.code),
            "issued": values.day(clock.day(given.at), language=language),
            "until": _("有効期限：%(day)s") % {"day": until} if until else "",
            "mayor": f"{here.name['ja']}長" if language.startswith("ja") else here.name_in(language),
            "check": _("本物かどうかは、このQRコードか、番号と確認コードで確かめられます。"),
            "signed": _("この文書には、市の電子署名が付いています。"),
            "note": "" if language.startswith("ja") else _("この頁は訳です。日本語の頁が正本です。"),
            "address": f"{settings.PUBLIC_URL.rstrip('/')}{reverse('outcomes:verify')}",
        }


def copy(story: Story, *, at: datetime, language: str = "ja") -> bytes:
    """What was submitted, as a PDF for whoever submitted it.

    Raises:
        paper.CharactersLacking, paper.NoPaper: nothing was made.
    """
    blocks: list[Field] = []
    for block in story.definition.blocks:
        rows: list[Field] = [
            {
                "label": in_language(question.label, language),
                "value": values.told(question, story.answers[question.key], language=language, names={}),
            }
            for question in block.questions
            if question.key in story.answers
        ]
        if rows:
            blocks.append({"title": in_language(block.title, language), "rows": rows})
    with override(language):
        said: dict[str, Field] = {
            "title": in_language(story.definition.name, language),
            "city": city.current().name_in(language),
            "number_label": _("受付番号"),
            "number": story.case.number,
            "received": _("受け付けた日：%(day)s")
            % {"day": values.day(clock.day(story.case.submitted_at), language=language)},
            "blocks": blocks,
            "language": "ja" if language.startswith("ja") else language,
            "note": _("申請・届出の控えです。証明書ではありません。"),
        }
    return paper.pdf(template=COPY, fields=said, at=at)
