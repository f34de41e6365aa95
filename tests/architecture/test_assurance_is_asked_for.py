"""What a mini-app's manifest says residents must prove is asked for at every door of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from sagacity.kit import policy
from sagacity.kit.manifest import BrokenManifest, Manifest, all_manifests, check_assurance

RESIDENT = [manifest for manifest in all_manifests() if manifest.door != "staff"]


def _doors(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _doors(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


DOORS = list(_doors(get_resolver()))


def too_open(manifest: Manifest, doors: Iterable[tuple[str, URLPattern]]) -> list[str]:
    """The doors of an app that let somebody in with less than its manifest asks, without a reason."""
    return [
        where
        for where, door in doors
        if f"/{where}".startswith(manifest.resident_path) and not _is_guarded(door, manifest.assurance)
    ]


def _is_guarded(door: URLPattern, level: int) -> bool:
    rule = policy.rule_of(door.callback)
    return rule is not None and (rule.level >= level or bool(rule.because))


@pytest.mark.parametrize("manifest", RESIDENT, ids=[manifest.key for manifest in RESIDENT])
def test_every_door_of_the_app_asks_for_what_its_manifest_says(manifest: Manifest) -> None:
    better = "put @policy.access(policy.resident(level=N)) on it, or policy.lower(…, because=…)"
    assert too_open(manifest, DOORS) == [], better


def _door(rule: policy.Rule) -> list[tuple[str, URLPattern]]:
    @policy.access(rule)
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    return [("apps/garbage/", path("", view))]


@pytest.mark.parametrize(
    ("rule", "is_enough"),
    [
        (policy.ANYONE, False),
        (policy.resident(), False),
        (policy.resident(level=1), False),
        (policy.resident(level=2), True),
        (policy.resident(level=3), True),
        (policy.lower(policy.ANYONE, because="says what the card is before anybody has one"), True),
    ],
)
def test_a_door_that_asks_for_less_gives_a_reason(rule: policy.Rule, is_enough: bool) -> None:
    garbage = next(one for one in RESIDENT if one.key == "garbage")
    manifest = replace(garbage, assurance=2)

    assert (too_open(manifest, _door(rule)) == []) == is_enough


@pytest.mark.parametrize("level", [-1, 5])
def test_a_level_that_is_not_on_the_ladder_is_refused_at_start(level: int) -> None:
    with pytest.raises(BrokenManifest):
        check_assurance(level)


def test_everything_that_was_useful_without_an_account_still_is() -> None:
    """Nothing of the first apps may ask who somebody is."""
    open_to_all = {"garbage", "places", "events", "childcare", "notices", "topics", "products"}

    assert {one.key for one in RESIDENT if one.key in open_to_all and one.assurance == 0} == open_to_all
    asked = [
        where
        for where, door in DOORS
        if any(where.startswith(f"apps/{key}/") for key in open_to_all)
        and (rule := policy.rule_of(door.callback)) is not None
        and (rule.needs_resident or rule.level)
    ]
    assert asked == []
