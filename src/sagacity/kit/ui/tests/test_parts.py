import gzip
import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from sagacity.kit import policy
from sagacity.kit.ui import specimens

CLASS = re.compile(r'class="([^"]*)"')

pytestmark = pytest.mark.urls("sagacity.kit.ui.urls")  # kit stands without the rooms above it


def _staff_request(path: str = "/staff/parts/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.person = policy.Person(key="x", name="古賀", kind="staff")  # type: ignore[attr-defined]
    return request


def _sheet(name: str) -> bytes:
    return Path(str(finders.find(f"ui/{name}.css"))).read_bytes()


@pytest.fixture
def page() -> str:
    request = _staff_request()
    return render_to_string("ui/parts.html", specimens.everything(request), request=request)


def test_the_page_of_parts_is_for_staff() -> None:
    assert Client().get("/staff/parts/").headers["Location"].startswith(policy.SIGN_IN)


def test_no_part_needs_inline_style_or_script(page: str) -> None:
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)


def test_no_part_asks_another_host(page: str) -> None:
    asked = re.findall(r'(?:src|action|<link[^>]*href)="(https?://[^"]*)"', page)

    assert asked == []


def test_every_class_a_part_uses_is_drawn_somewhere(page: str) -> None:
    sheets = ("tokens", "base", "layout", "forms", "parts", "staff", "print", "map")
    drawn = b"".join(_sheet(name) for name in sheets).decode()
    used = {word for words in CLASS.findall(page) for word in words.split() if word.startswith("sg-")}

    bare = {"sg-resident", "sg-choice--normal"}  # hooks without a look of their own
    assert {word for word in used - bare if not re.search(rf"\.{re.escape(word)}(?![\w-])", drawn)} == set()


def test_every_icon_a_part_names_is_in_the_sprite(page: str) -> None:
    named = set(re.findall(r"icons[^\"]*\.svg#([\w-]+)", page))

    assert named
    assert named <= set(specimens.icon_names())


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    drawn = Template('{% load ui %}{% icon "up" %}|{% icon "up" said %}').render(
        Context({"said": "上へ <b>"})
    )
    silent, spoken = drawn.split("|")

    assert 'aria-hidden="true"' in silent
    assert 'role="img" aria-label="上へ &lt;b&gt;"' in spoken


class _Form(forms.Form):
    name = forms.CharField(
        label="名前", help_text="ひらがなで", error_messages={"required": "書いてください"}
    )


def test_help_and_errors_are_tied_to_the_field() -> None:
    drawn = Template("{% load ui %}{% field form.name %}").render(Context({"form": _Form({"name": ""})}))
    tied = re.search(r'aria-describedby="([^"]*)"', drawn)

    assert tied is not None
    assert all(f'id="{name}"' in drawn for name in tied[1].split())
    assert len(tied[1].split()) == 2
    assert 'aria-invalid="true"' in drawn
    assert "※必須" in drawn


def test_a_form_error_says_what_to_do() -> None:
    assert specimens.Specimen({}).errors["name"] == ["入力してください。"]


def test_the_style_sheets_stay_small() -> None:
    sheets = ("tokens", "base", "layout", "forms", "parts", "staff", "print")
    whole = b"".join(_sheet(name) for name in sheets)

    assert len(gzip.compress(whole)) <= 12 * 1024
