"""The desk of neighbourhood news: what waits, what readers said, what is out, and one post."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.city import api as city
from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import doors, looks, posts, reports, waiting
from sagacity.miniapps.topics.desk_forms import DecisionForm, StaffPostForm, WhyForm

PER_PAGE = 30
DONE = {
    "messaging.write": _("書いた"),
    "messaging.revise": _("書き直した"),
    "messaging.submit": _("提出した"),
    "messaging.approve": _("公開した"),
    "messaging.refuse": _("返した"),
    "messaging.recall": _("取り下げた"),
    "post.report": _("読んだ人が知らせた"),
    "post.report_kept": _("知らせを見て、そのままにした"),
    "post.report_taken_down": _("知らせを見て、取り下げた"),
}
OUT = (messaging.NoticeState.PUBLISHED, messaging.NoticeState.SCHEDULED, messaging.NoticeState.RECALLED)


@require_GET
@policy.access(policy.ANY_STAFF)
def home(request: HttpRequest) -> HttpResponse:
    """What waits for somebody, then everything that is out."""
    words, topic = (request.GET.get(name, "").strip()[:100] for name in ("q", "topic"))
    found = messaging.notices(
        states=OUT,
        words=words,
        topic=topic,
        app=posts.APP,
        limit=PER_PAGE,
        offset=ui.offset(request, per_page=PER_PAGE),
    )
    shown = [one for one in found.notices if one.origin != messaging.Origin.REMINDER]
    said = reports.reports()
    context = {
        "waiting": looks.posts(waiting.posts()),
        "reports": [(one, _title(one.post)) for one in said],
        "posts": looks.posts(shown),
        "total": found.total,
        "per_page": PER_PAGE,
        "words": words,
        "topic": topic,
        "topics": messaging.topics(open_only=False),
        **_powers(request),
    }
    return render(request, "topics/desk_home.html", context)


@require_GET
@policy.access(policy.ANY_STAFF)
def post(request: HttpRequest, key: str) -> HttpResponse:
    """One post as readers see it, what was said about it, and what can be done."""
    return post_page(request, key)


def post_page(
    request: HttpRequest, key: str, *, why: WhyForm | None = None, status: int = 200
) -> HttpResponse:
    notice = _post(key)
    languages = [one for one in city.languages() if one.code in notice.content.title]
    context = {
        "post": looks.post(notice),
        "texts": [
            (one.code, one.name, notice.title_in(one.code), notice.body_in(one.code)) for one in languages
        ],
        "why": why or WhyForm(),
        "reports": reports.reports(open_only=False, post=key),
        "steps": [(line, DONE.get(line.action, line.action)) for line in audit.about(thing=key, limit=50)],
        "figures": messaging.figures(notice=key, at=clock.now()) if notice.state in OUT else None,
        **_powers(request),
    }
    return render(request, "topics/desk_post.html", context, status=status)


@require_POST
@policy.access(policy.ANY_STAFF)
@doors.moderators
def decide(request: HttpRequest, key: str) -> HttpResponse:
    """Publish a neighbour's post, give it back, or take a post down; the last two with a reason."""
    _post(key)
    what, at, by = request.POST.get("what"), clock.now(), policy.person_of(request)
    form = WhyForm(request.POST)
    if what != "approve" and not form.is_valid():
        return post_page(request, key, why=form, status=422)
    try:
        if what == "approve":
            messaging.approve(notice=key, by=by, at=at)
            messages.success(request, gettext("公開しました。"))
        elif what == "refuse":
            messaging.refuse(notice=key, why=form.cleaned_data["why"], by=by, at=at)
            messages.success(request, gettext("書いた人に理由をつけて返しました。"))
        else:
            messaging.recall(notice=key, why=form.cleaned_data["why"], by=by, at=at)
            messages.success(request, gettext("取り下げました。読者にはもう見えません。"))
    except (messaging.NotNow, messaging.SamePerson, messaging.NothingSaid) as problem:
        messages.error(request, str(problem))
    return HttpResponseRedirect(reverse("topics_desk:post", args=[key]))


@require_http_methods(["GET", "POST"])
@policy.access(doors.WRITE)
def write(request: HttpRequest) -> HttpResponse:
    """Write a post of the city."""
    form = StaffPostForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at, by = clock.now(), policy.person_of(request)
        try:
            written = messaging.write(
                client_key=f"{by.key}:{form.cleaned_data['client_key']}",
                draft=form.said().as_draft(at),
                by=by,
                app=posts.APP,
                at=at,
            )
            if written.state == messaging.NoticeState.DRAFT:
                written = messaging.submit(notice=written.key, by=by, at=at)
        except (messaging.BadDraft, messaging.NotNow) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, gettext("公開しました。"))
            return HttpResponseRedirect(reverse("topics_desk:post", args=[written.key]))
    status = 422 if form.errors else 200
    return render(request, "topics/desk_write.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@policy.access(policy.ANY_STAFF)
@doors.moderators
def report(request: HttpRequest, key: str) -> HttpResponse:
    """One report: what was said of which post, and the decision."""
    found = next((one for one in reports.reports(open_only=False, limit=1000) if one.key == key), None)
    if found is None:
        raise Http404(key)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reports.decide(
                key=key,
                take_down=request.POST.get("what") == "take_down",
                answer=form.cleaned_data["answer"],
                by=policy.person_of(request),
                at=clock.now(),
            )
        except messaging.NothingSaid as problem:
            form.add_error("answer", str(problem))
        else:
            messages.success(request, gettext("記録して、知らせてくれた人に伝えました。"))
            return HttpResponseRedirect(reverse("topics_desk:home"))
    context = {"report": found, "post": looks.post(messaging.notice(key=found.post)), "form": form}
    return render(request, "topics/desk_report.html", context, status=422 if form.errors else 200)


def _title(key: str) -> str:
    try:
        return messaging.notice(key=key).title_in("ja")
    except messaging.NoSuchNotice:
        return key


def _post(key: str) -> messaging.Notice:
    try:
        notice = messaging.notice(key=key)
    except messaging.NoSuchNotice as problem:
        raise Http404(key) from problem
    if not posts.is_a_post(notice):
        raise Http404(key)
    return notice


def _powers(request: HttpRequest) -> dict[str, bool]:
    person = policy.person_of(request)
    return {
        "may_decide": doors.moderates(person),
        "may_write": person.may(identity.NOTICE_WRITE),
        "may_manage": person.may(identity.TOPIC_MANAGE),
    }
