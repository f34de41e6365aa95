"""Names and addresses."""

import pytest

from sagacity.broker.ld.contexts import core
from sagacity.broker.ld.contexts.building import CORE, build
from sagacity.broker.refusals import BadRequest

FIWARE = "https://uri.fiware.org/ns/data-models#"


def test_an_unknown_name_lives_under_the_default_address() -> None:
    assert CORE.expand("水位") == "https://uri.etsi.org/ngsi-ld/default-context/水位"
    assert CORE.compact("https://uri.etsi.org/ngsi-ld/default-context/水位") == "水位"


def test_core_terms_have_their_own_addresses() -> None:
    assert CORE.expand("location") == "https://uri.etsi.org/ngsi-ld/location"
    assert CORE.expand("value") == "https://uri.etsi.org/ngsi-ld/hasValue"
    assert CORE.expand("description") == "http://purl.org/dc/terms/description"
    assert CORE.compact("https://purl.org/geojson/vocab#Point") == "Point"


def test_the_core_context_wins_over_a_callers_term() -> None:
    mine = build([{"location": "https://example.org/where", "temperature": FIWARE + "temperature"}])

    assert mine.expand("location") == "https://uri.etsi.org/ngsi-ld/location"
    assert mine.expand("temperature") == FIWARE + "temperature"
    assert mine.compact("https://example.org/where") == "https://example.org/where"


def test_prefixes_vocabulary_and_objects_define_terms() -> None:
    mine = build([
        {"fiware": FIWARE, "level": "fiware:level", "when": {"@id": "fiware:when", "@type": "DateTime"}},
        {"@vocab": "https://example.org/v/", "rain": {"@type": "@id"}, "wind": "breeze", "id": "@id"},
    ])  # fmt: skip

    assert mine.expand("level") == FIWARE + "level"
    assert mine.expand("when") == FIWARE + "when"
    assert mine.expand("rain") == "https://example.org/v/rain"
    assert mine.expand("wind") == "https://example.org/v/breeze"
    assert mine.expand("fiware:snow") == FIWARE + "snow"
    assert mine.compact(FIWARE + "snow") == "fiware:snow"
    assert mine.expand("https://elsewhere.jp/x") == "https://elsewhere.jp/x"


def test_the_later_context_of_an_array_wins() -> None:
    mine = build([{"level": "https://a.org/level"}, {"level": "https://b.org/level"}])

    assert mine.expand("level") == "https://b.org/level"


def test_terms_in_a_circle_are_refused() -> None:
    with pytest.raises(BadRequest, match="circle"):
        build([{"a": "b:x", "b": "a:x"}])


def test_every_edition_of_the_core_address_is_known() -> None:
    assert core.is_core("https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.3.jsonld")
    assert core.is_core("http://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context.jsonld")
    assert not core.is_core("https://example.org/ngsi-ld-core-context.jsonld")


def test_a_name_that_would_be_read_as_a_core_term_keeps_its_full_address() -> None:
    assert CORE.compact("https://uri.etsi.org/ngsi-ld/default-context/scope").startswith("https://")
