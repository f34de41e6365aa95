"""A copy of what was sent, as a page to keep."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock, policy
from sagacity.miniapps.apply.who import who
from sagacity.procedures.cases import api as cases
from sagacity.procedures.outcomes import api as outcomes

LEVEL = 2  # opened as the answers are


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def copy(request: HttpRequest, key: str) -> HttpResponse:
    """The PDF of somebody's own application; where it cannot be made, the page says how to print."""
    asks = who(request)
    if asks.person.level < LEVEL:
        return accounts.need(request, LEVEL)
    try:
        content = outcomes.application_copy(
            case=key, by=asks.person, at=clock.now(), language=get_language() or "ja"
        )
    except (cases.NoSuchCase, outcomes.NotAllowed) as problem:
        raise Http404(key) from problem
    except policy.TooLittleAssurance as little:
        return accounts.need(request, little.needs)
    except (outcomes.CharactersLacking, outcomes.NoPaper):
        messages.error(
            request, _("PDFにできない文字があります。このページを、ブラウザーから印刷してください。")
        )
        return HttpResponseRedirect(reverse("apply:case", args=[key]))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="application.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
