"""Where the facts come from, and what this service promises to everybody's eyes and hands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from sagacity.kit import policy
from sagacity.kit.manifest import in_language
from sagacity.registry import api as registry


@policy.access(policy.ANYONE)
def about(request: HttpRequest) -> HttpResponse:
    """Sources and licences of everything shown."""
    language = get_language() or "ja"
    sources = [(in_language(one.title, language), one) for one in registry.datasets()]
    return render(request, "shell/about.html", {"sources": sources})


@policy.access(policy.ANYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility policy."""
    return render(request, "shell/accessibility.html")
