"""Where a clerk begins: a board, the resident's language; and what was not ended yet."""

import uuid

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.desks.talk import doors, words
from sagacity.kit import clock, policy
from sagacity.messaging.conversation import api as conversation


class BeginForm(forms.Form):
    """The desk, and what the resident reads."""

    board = forms.ChoiceField(
        label=lazy("語句の板"), error_messages={"required": lazy("語句の板をえらんでください。")}
    )
    language = forms.ChoiceField(
        label=lazy("来た人の言語"),
        widget=forms.RadioSelect,
        help_text=lazy("聞こえない人と日本語で筆談するときは「日本語」をえらびます。あとで変えられます。"),
        error_messages={"required": lazy("来た人の言語をえらんでください。")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def offer(self) -> "BeginForm":
        """The same with the boards and languages of this city."""
        board, language = self.fields["board"], self.fields["language"]
        assert isinstance(board, forms.ChoiceField)
        assert isinstance(language, forms.ChoiceField)
        board.choices = [(one.key, one.name["ja"]) for one in conversation.boards()]
        language.choices = words.languages()
        self.fields["once"].initial = uuid.uuid4()
        return self


@policy.access(doors.HOLD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    by = policy.person_of(request)
    form = BeginForm(request.POST if request.method == "POST" else None).offer()
    if request.method == "POST" and form.is_valid():
        begun = conversation.begin(
            board=form.cleaned_data["board"],
            language=form.cleaned_data["language"],
            client_key=str(form.cleaned_data["once"] or uuid.uuid4()),
            by=by,
            at=clock.now(),
        )
        return redirect("desk_talk:one", key=begun.key)
    names = {one.key: one.name["ja"] for one in conversation.boards()}
    context = {
        "tab": "home",
        "form": form,
        "boards": names,
        "open": [
            (one, names.get(one.board, one.board), words.language(one.language))
            for one in conversation.of_clerk(by=by)
        ],
    }
    return render(request, "desk_talk/home.html", context, status=422 if form.errors else 200)
