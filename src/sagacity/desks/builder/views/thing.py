"""One thing of a draft: its form, and adding, moving and taking out."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.desks.builder import doors, outline, reading, things
from sagacity.desks.builder.parts import fresh
from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.procedures import api as procedures


@policy.access(doors.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str, where: str) -> HttpResponse:
    draft = doors.draft_or_404(key)
    sent = request.POST if request.method == "POST" else None
    seen = _seen(sent, draft.number) if sent else draft.number
    definition = doors.state_or_404(key, seen)
    path, thing = _found(definition, where)
    kind = things.kind_of(path)
    faults: dict[str, str] = {}
    if sent is not None:
        made, faults = reading.made(kind, thing, definition, sent)
        if not faults:
            changed = things.put(definition, path, made) if path else made
            changed = _with_options(changed, path, sent.get("quick", ""))
            what = _("「%(title)s」を直した") % {"title": _called(made, kind)}
            return _save(request, draft, seen, changed, what, anchor=where)
    context = {
        "draft": draft,
        "seen": seen,
        "where": where,
        "kind": kind,
        "title": outline.titles()[kind],
        "called": _called(thing, kind),
        "fields": reading.fields(kind, thing, definition, sent, faults),
        "languages": tuple(city.LANGUAGE_NAMES),
        "names": _names(definition),
        "options": _options(definition),
        "hows": procedures.condition_hows(),
        "outcome_facts": [f"facts.{one}" for one in reading.OUTCOME_FACTS],
        "faults": faults,
        "quick": kind in {"question", "column"} and thing.kind in outline.CHOOSING,
    }
    return render(request, "desk_builder/edit.html", context, status=422 if faults else 200)


@policy.access(doors.EDIT)
@require_POST
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Add something at a place, move it, or take it out."""
    draft = doors.draft_or_404(key)
    seen = _seen(request.POST, draft.number)
    definition = doors.state_or_404(key, seen)
    do, kind, where = (request.POST.get(name, "") for name in ("do", "kind", "where"))
    path, thing = _found(definition, where)
    if do == "add" and kind in {*things.LISTS, *things.SINGLES}:
        new = fresh(kind, free_key(definition, kind))
        if kind in things.LISTS:
            changed = things.add(definition, path, kind, new)
            count = len(getattr(things.get(changed, path) if path else changed, things.LISTS[kind]))
            target = things.written((*path, kind, count - 1))
        else:
            changed, target = things.put(definition, (kind,), new), kind
        what = _("%(what)sを足した") % {"what": outline.titles()[kind]}
        return _save(request, draft, seen, changed, what, edit=target)
    if do == "remove" and path:
        changed = things.put(
            definition, path, None if path != ("outcome",) else procedures.Outcome(kind="none")
        )
        what = _("「%(title)s」を消した") % {"title": _called(thing, things.kind_of(path))}
        return _save(request, draft, seen, changed, what)
    if do in {"up", "down"} and path and isinstance(path[-1], int):
        changed = things.move(definition, path, -1 if do == "up" else 1)
        what = _("「%(title)s」を動かした") % {"title": _called(thing, things.kind_of(path))}
        return _save(request, draft, seen, changed, what)
    raise Http404(do)


def _save(
    request: HttpRequest,
    draft: procedures.Draft,
    seen: int,
    definition: procedures.Definition,
    what: str,
    *,
    anchor: str = "",
    edit: str = "",
) -> HttpResponse:
    page = reverse("desk_builder:draft", args=[draft.key])
    if definition == doors.state_or_404(draft.key, seen) and seen == draft.number:
        return redirect(page)
    try:
        procedures.save_draft(
            key=draft.key,
            seen=seen,
            definition=definition,
            what=what,
            by=policy.person_of(request),
            at=clock.now(),
        )
    except procedures.DraftIsClosed:
        messages.error(request, _("この下書きは、もう公開されたか捨てられています。写しから始めてください。"))
        return redirect("desk_builder:home")
    except procedures.DraftMoved as moved:
        messages.warning(
            request,
            _(
                "%(name)sさんが先に保存していました。あなたの変更は失われず、%(number)s番として残っています。下でくらべて、どちらを使うか選んでください。"
            )
            % {"name": moved.by_name, "number": moved.kept},
        )
        return redirect(f"{reverse('desk_builder:changes', args=[draft.key])}?with={moved.kept}")
    if edit:
        return redirect("desk_builder:edit", key=draft.key, where=edit)
    messages.success(request, _("保存しました：%(what)s") % {"what": what})
    return redirect(f"{page}#{anchor}" if anchor else page)


def _with_options(definition: procedures.Definition, path: things.Path, text: str) -> procedures.Definition:
    """One option for each line; keys are made for them."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:100]
    if not lines:
        return definition
    thing = things.get(definition, path)
    taken = {one.key for one in thing.options}
    options = list(thing.options)
    for line in lines:
        number = len(options) + 1
        while f"o{number}" in taken:
            number += 1
        taken.add(f"o{number}")
        options.append(procedures.Option(key=f"o{number}", label={"ja": line}))
    return things.put(definition, path, replace(thing, options=tuple(options)))


def free_key(definition: procedures.Definition, kind: str) -> str:
    """A key that nothing of the kind has yet."""
    taken = {str(getattr(one.thing, "key", "")) for one in things.outline(definition)}
    number = 1
    while f"{kind[0]}{number}" in taken:
        number += 1
    return f"{kind[0]}{number}"


def _found(definition: procedures.Definition, where: str) -> tuple[things.Path, Any]:
    try:
        path = things.parsed(where)
        return path, things.get(definition, path)
    except things.NoSuchThing as problem:
        raise Http404(where) from problem


def _seen(post: Any, current: int) -> int:
    said = post.get("seen", "")
    return int(said) if said.isdigit() else current


def _called(thing: Any, kind: str) -> str:
    for name in ("label", "title", "name"):
        words = getattr(thing, name, None)
        if words:
            return str(words.get("ja", ""))[:60]
    return outline.titles()[kind]


def _names(definition: procedures.Definition) -> list[tuple[str, str]]:
    asked = [(one.key, one.label.get("ja", one.key)) for one in definition.questions()]
    return [*asked, *procedures.condition_facts().items()]


def _options(definition: procedures.Definition) -> list[tuple[str, str]]:
    """For the list of suggestions: every option with the question it belongs to."""
    found = [
        (option.label.get("ja", option.key), one.label.get("ja", one.key))
        for one in definition.questions()
        for option in one.options
    ]
    return [*found, ("はい", ""), ("いいえ", "")]
