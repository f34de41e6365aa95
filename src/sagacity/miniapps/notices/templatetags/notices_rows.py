"""Rows of notices, drawn in one go: an inbox shows twenty, and a template asks forty questions for each."""

from collections.abc import Iterator, Sequence

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit.ui import api as ui
from sagacity.miniapps.notices.looks import Look

register = template.Library()


@register.simple_tag
def notice_rows(looks: Sequence[Look]) -> SafeString:
    """A list of notices; each line leads to the whole of one."""
    door, language = reverse("notices:door"), get_language()
    return SafeString("".join(_row(look, door, language) for look in looks))


def _row(look: Look, door: str, language: str | None) -> str:
    unread = " notices-row--unread" if look.is_unread else ""
    return (
        f'<li><a class="sg-list__row{unread}" href="{escape(f"{door}{look.key}/")}">{ui.icon(look.icon)}'
        f'<span class="sg-list__text"><span class="notices-marks">{"".join(_marks(look))}</span>'
        f'<span class="sg-list__title" lang="{look.html_language}" dir="auto">{escape(look.title)}</span>'
        f'{_first(look)}<span class="sg-list__note">{_when(look, language)}</span></span>'
        f"{ui.icon('right')}</a></li>"
    )


def _first(look: Look) -> str:
    first, language = look.first_lines, look.html_language
    said = f'<span class="sg-list__note notices-first" lang="{language}" dir="auto">{escape(first)}</span>'
    return said if first else ""


def _when(look: Look, language: str | None) -> str:
    said = ui.moment(look.at, language)
    return escape(f"{said}・{look.topic}" if look.topic else said)


def _marks(look: Look) -> Iterator[str]:
    if look.is_unread:
        yield _mark(" sg-chip--blue", _("まだ読んでいません"))
    if look.is_urgent:
        yield _mark(" sg-chip--red", _("緊急"))
    if look.is_recalled:
        yield _mark("", _("取り消されました"))
    elif look.is_over:
        yield _mark("", _("期限が過ぎました"))


def _mark(look: str, said: str) -> str:
    return f'<span class="sg-chip{look}"><span>{escape(said)}</span></span>'
