"""Beginning a draft: blank, as a copy, from a template that cities share, or from a file."""

import re
import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sagacity.desks.builder import doors
from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.procedures import api as procedures

_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
MOST_BYTES = 400_000


@policy.access(doors.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    said = request.POST if request.method == "POST" else request.GET
    faults: dict[str, str] = {}
    if request.method == "POST":
        faults = _faults(request)
        if not faults:
            definition, base, what = _start(request)
            begun = procedures.begin_draft(
                definition=definition,
                base=base,
                what=what,
                client_key=said.get("client_key") or uuid.uuid4().hex,
                by=policy.person_of(request),
                at=clock.now(),
            )
            return redirect("desk_builder:draft", key=begun.key)
    at = clock.now()
    context = {
        "client_key": said.get("client_key") or uuid.uuid4().hex,
        "said": {name: said.get(name, "") for name in ("start", "key", "name")},
        "faults": faults,
        "templates": [
            (one.key, in_language(one.name, "ja"), one.about["ja"]) for one in procedures.templates()
        ],
        "procedures": [(one.key, in_language(one.name, "ja")) for one in procedures.procedures(at=at)],
    }
    return render(request, "desk_builder/new.html", context, status=422 if faults else 200)


@policy.access(doors.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """A file of another city or of this one; what cannot be read is told line by line."""
    faults: list[procedures.TextFault] = []
    text, problem = "", ""
    if request.method == "POST":
        sent = request.FILES.get("file")
        content = sent.read(MOST_BYTES + 1) if sent else request.POST.get("text", "").encode()
        try:
            if len(content) > MOST_BYTES:
                raise ValueError
            text = content.decode("utf-8-sig")
            definition = procedures.read(text=text)
        except procedures.BrokenDefinition as broken:
            faults = list(broken.faults)
        except ValueError:
            problem = _("読めませんでした。UTF-8の文字のファイルで、400 kBまでにしてください。")
        else:
            begun = procedures.begin_draft(
                definition=definition,
                what=_("ファイルから取り込み"),
                client_key=request.POST.get("client_key") or uuid.uuid4().hex,
                by=policy.person_of(request),
                at=clock.now(),
            )
            return redirect("desk_builder:draft", key=begun.key)
    context = {"faults": faults, "text": text, "problem": problem, "client_key": uuid.uuid4().hex}
    return render(request, "desk_builder/import.html", context, status=422 if faults or problem else 200)


def _faults(request: HttpRequest) -> dict[str, str]:
    found: dict[str, str] = {}
    start, key = request.POST.get("start", ""), request.POST.get("key", "").strip()
    if start.startswith("copy:"):
        return found  # keeps its key: a new version of the same procedure
    if _KEY.fullmatch(key) is None:
        found["key"] = _("小文字の英字で始め、英小文字・数字・「_」だけで書いてください。例: dog_park")
    elif key in procedures.procedure_keys():
        found["key"] = _("この鍵の手続がもうあります。新しい版を作るには、その手続の写しから始めてください。")
    if not request.POST.get("name", "").strip():
        found["name"] = _("手続の名前を書いてください。")
    return found


def _start(request: HttpRequest) -> tuple[procedures.Definition, str, str]:
    start = request.POST.get("start", "")
    how, _sign, which = start.partition(":")
    key, name = request.POST.get("key", "").strip(), request.POST.get("name", "").strip()
    if how == "copy":
        newest = procedures.versions_of(procedure=which)[0]
        return newest, newest.version, _("版%(version)sの写し") % {"version": newest.version}
    person = policy.person_of(request)
    if how == "template":
        found = next((one for one in procedures.templates() if one.key == which), None)
        if found:
            made = replace(found, key=key, name={"ja": name}, division=person.division or found.division)
            return made, "", _("ひな形「%(name)s」から") % {"name": found.name["ja"]}
    blank = procedures.Definition(
        key=key,
        version="1",
        sort=procedures.Sort.APPLICATION,
        name={"ja": name},
        about={"ja": "…"},
        division=person.division or "…",
        blocks=(),
    )
    return blank, "", _("白紙から")
