"""Asking a second person: to let a draft hold from a day on, or to end a procedure."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sagacity.desks.builder import doors
from sagacity.kit import clock, policy
from sagacity.kit.proposals import api as proposals
from sagacity.procedures import api as procedures


@policy.access(doors.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    draft = doors.draft_or_404(key)
    today = clock.day(clock.now())
    said = {"since": request.POST.get("since", today.isoformat()), "reason": request.POST.get("reason", "")}
    fault = ""
    if request.method == "POST":
        fault = _proposed(request, draft, said)
        if not fault:
            messages.success(request, _("公開を提案しました。ほかの人が承認すると、その日から使われます。"))
            return redirect("desk_builder:draft", key=key)
        draft = doors.draft_or_404(key)
    flaws = procedures.flaws_of(draft.definition)
    versions = procedures.versions_of(procedure=draft.procedure)
    older = versions[0] if versions else None
    context = {
        "draft": draft,
        "said": said,
        "fault": fault,
        "today": today.isoformat(),
        "errors": [one for one in flaws if one.level is procedures.Level.ERROR],
        "warnings": [one for one in flaws if one.level is procedures.Level.WARNING],
        "changes": procedures.changes_in_words(procedures.compare(older, draft.definition)) if older else [],
        "is_new": older is None,
    }
    return render(request, "desk_builder/publish.html", context, status=422 if fault else 200)


@policy.access(doors.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, procedure: str) -> HttpResponse:
    versions = procedures.versions_of(procedure=procedure)
    if not versions:
        raise Http404(procedure)
    today = clock.day(clock.now())
    said = {"day": request.POST.get("day", ""), "reason": request.POST.get("reason", "")}
    fault = ""
    if request.method == "POST":
        try:
            procedures.propose_ending(
                procedure=procedure,
                last_day=date.fromisoformat(said["day"]),
                reason=said["reason"],
                by=policy.person_of(request),
                at=clock.now(),
            )
        except procedures.TooEarly:
            fault = _("最後の日は、今日か、それより後にしてください。")
        except proposals.NoReason:
            fault = _("理由を書いてください。承認する人が読みます。")
        except ValueError:
            fault = _("最後の日を選んでください。")
        else:
            messages.success(request, _("終わりにすることを提案しました。ほかの人が承認すると決まります。"))
            return redirect("desk_builder:procedure", procedure=procedure)
    context = {
        "name": versions[0].name["ja"],
        "procedure": procedure,
        "said": said,
        "fault": fault,
        "today": today.isoformat(),
    }
    return render(request, "desk_builder/end.html", context, status=422 if fault else 200)


def _proposed(request: HttpRequest, draft: procedures.Draft, said: dict[str, str]) -> str:
    """Nothing when it was proposed, else why not."""
    seen = request.POST.get("seen", "")
    try:
        procedures.propose_publishing(
            draft=draft.key,
            seen=int(seen) if seen.isdigit() else draft.number,
            since=date.fromisoformat(said["since"]),
            reason=said["reason"],
            by=policy.person_of(request),
            at=clock.now(),
        )
    except procedures.HasFlaws:
        return _("直さないと公開できないところがあります。下の一覧を見てください。")
    except procedures.TooEarly:
        return _("始まりの日は、今日か、それより後にしてください。")
    except proposals.NoReason:
        return _("理由を書いてください。承認する人が読みます。")
    except procedures.DraftMoved as moved:
        return _("%(name)sさんがこのあいだに保存しました。見直してから、もう一度提案してください。") % {
            "name": moved.by_name
        }
    except procedures.DraftIsClosed:
        return _("この下書きは、もう公開されたか捨てられています。")
    except ValueError:
        return _("始まりの日を選んでください。")
    return ""
