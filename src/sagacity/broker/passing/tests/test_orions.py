import pytest

from sagacity.broker.passing import orions
from sagacity.broker.passing.orions import BadOrions, Orions


def read(usual: str = "", *tenants: str, speaks: str = "v2", relay: str = "") -> Orions:
    return orions.read(
        usual=usual, tenants=list(tenants), relay_url=relay, speaks=[speaks], timeout_s=15, at_once=64
    )


def test_nothing_said_means_our_own_store() -> None:
    found = read()

    assert not found
    assert found.of("") is None


def test_a_tenant_lies_where_it_is_named_and_the_rest_where_the_usual_one_is() -> None:
    found = read("http://a:1026/", "Water=http://b:1026", "-=here")

    assert [one and one.url for one in map(found.of, ("water", "traffic", ""))] == [
        "http://b:1026",
        "http://a:1026",
        None,
    ]
    assert [one.url for one in found.all] == ["http://a:1026", "http://b:1026"]


@pytest.mark.parametrize(
    ("usual", "tenant"),
    [
        ("10.0.0.5:1026", "-=here"),
        ("http://user:pass@host", "-=here"),
        ("http://host/?a=1", "-=here"),
        ("", "water"),
        ("", "wa-ter=http://b"),
        ("", "water=ftp://b"),
    ],
)
def test_what_is_no_address_or_no_tenant_is_refused_with_what_to_write(usual: str, tenant: str) -> None:
    with pytest.raises(BadOrions, match=r"write|up to"):
        read(usual, tenant)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(BadOrions, match="write v2"):
        read("http://a", speaks="v3")
