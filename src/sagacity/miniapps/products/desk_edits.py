"""What staff change at the desk of local products."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.kit import clock, policy
from sagacity.miniapps.products import desk, products, writing
from sagacity.miniapps.products.forms import ProductForm, WhyForm, values_of


@require_http_methods(["GET", "POST"])
@policy.access(desk.EDIT)
def write(request: HttpRequest, key: str = "") -> HttpResponse:
    """Write a product, or change one; what residents see stays until it is published."""
    before = desk.found(key) if key else None
    initial = values_of(before.shown) | {"number": before.number} if before else {}
    form = ProductForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            one = _kept(request, form, key)
        except writing.Overtaken:
            form.add_error(
                None,
                _(
                    "ほかの人が先に保存しました。新しいページを開いて、直したいところだけもう一度直してください。"
                ),
            )
        else:
            messages.success(request, _("下書きに入れました。市民にはまだ見えません。"))
            return HttpResponseRedirect(reverse("products_desk:product", args=[one]))
    context = {"form": form, "before": before}
    return render(request, "products/desk_write.html", context, status=422 if form.errors else 200)


@require_POST
@policy.access(desk.EDIT)
def step(request: HttpRequest, key: str) -> HttpResponse:
    """Publish, ask for a second look, give back, withdraw, discard."""
    desk.found(key)
    what, at, by = request.POST.get("what"), clock.now(), policy.person_of(request)
    form = WhyForm(request.POST)
    if what in {"refuse", "withdraw"} and not form.is_valid():
        return desk.product_page(request, key, why=form, status=422)
    try:
        if what == "publish":
            writing.publish(product=key, by=by, at=at)
            messages.success(request, _("公開しました。"))
        elif what == "submit":
            writing.submit(product=key, by=by, at=at)
            messages.success(request, _("ほかの担当者の確認を待っています。"))
        elif what == "refuse":
            writing.refuse(product=key, why=form.cleaned_data["why"], by=by, at=at)
            messages.success(request, _("理由をつけて返しました。"))
        elif what == "withdraw":
            writing.withdraw(product=key, why=form.cleaned_data["why"], by=by, at=at)
            messages.success(request, _("取り下げました。文は下書きに残っています。"))
        elif what == "discard":
            writing.discard(product=key, by=by, at=at)
            messages.success(request, _("下書きを捨てました。"))
    except writing.NotNow:
        messages.error(request, _("この操作は、今はできません。画面を読み直してください。"))
    except writing.SamePerson:
        messages.error(request, _("確認を頼んだ人は、自分で公開できません。ほかの担当者に頼んでください。"))
    return HttpResponseRedirect(_after(key))


@require_POST
@policy.access(desk.EDIT)
def bring_back(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Put what an earlier step said into the draft."""
    try:
        writing.bring_back(product=key, number=number, by=policy.person_of(request), at=clock.now())
    except products.NoSuchProduct as problem:
        raise Http404(key) from problem
    messages.success(request, _("前の文を下書きに入れました。公開すると市民に見えます。"))
    return HttpResponseRedirect(reverse("products_desk:product", args=[key]))


def _kept(request: HttpRequest, form: ProductForm, key: str) -> str:
    by, at = policy.person_of(request), clock.now()
    if not key:
        client_key = f"{by.key}:{form.cleaned_data['client_key']}"
        return writing.begin(client_key=client_key, said=form.said(), by=by, at=at).key
    number = form.cleaned_data["number"] or 0
    return writing.revise(product=key, number=number, said=form.said(), by=by, at=at).key


def _after(key: str) -> str:
    try:
        products.product(key)
    except products.NoSuchProduct:
        return reverse("products_desk:home")
    return reverse("products_desk:product", args=[key])
