"""The desk of local products: the list, one product, its history."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.kit.ui import api as ui
from sagacity.miniapps.products import looks, products
from sagacity.miniapps.products.forms import WhyForm
from sagacity.miniapps.products.types import Product

EDIT = policy.permitted(identity.PRODUCT_EDIT)
PER_PAGE = 30
STATES = ("public", "draft", "waiting")


@require_GET
@policy.access(policy.ANY_STAFF)
def home(request: HttpRequest) -> HttpResponse:
    """Every product with where it stands."""
    words, state = (request.GET.get(name, "").strip()[:100] for name in ("q", "state"))
    found = products.everything(
        words=words,
        state=state if state in STATES else "",
        limit=PER_PAGE,
        offset=ui.offset(request, per_page=PER_PAGE),
    )
    context = {
        "products": [looks.look(one, one.shown) for one in found.products],
        "total": found.total,
        "per_page": PER_PAGE,
        "words": words,
        "state": state,
        "may_edit": policy.person_of(request).may(identity.PRODUCT_EDIT),
    }
    return render(request, "products/desk_home.html", context)


@require_GET
@policy.access(policy.ANY_STAFF)
def product(request: HttpRequest, key: str) -> HttpResponse:
    """One product: what is public, what is being written, what can be done, what was done."""
    return product_page(request, key)


def product_page(
    request: HttpRequest, key: str, *, why: WhyForm | None = None, status: int = 200
) -> HttpResponse:
    one, person = found(key), policy.person_of(request)
    makers, shops = looks.places(one.shown)
    context = {
        "product": one,
        "look": looks.look(one, one.shown),
        "texts": [(code, name, one.shown.body.get(code, "")) for code, name in one.shown.name.items()],
        "makers": makers,
        "shops": shops,
        "steps": products.history(key),
        "why": why or WhyForm(),
        "may_edit": person.may(identity.PRODUCT_EDIT),
        "is_second": person.key not in one.editors,
    }
    return render(request, "products/desk_product.html", context, status=status)


def found(key: str) -> Product:
    try:
        return products.product(key)
    except products.NoSuchProduct as problem:
        raise Http404(key) from problem
