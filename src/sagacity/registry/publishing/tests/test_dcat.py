"""The catalogue for other catalogues: three forms, one graph."""

import hashlib

import pytest
import rdflib
from django.test import Client
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF

from sagacity.registry import models
from sagacity.registry.publishing.tests.conftest import Publish, aed

SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
FORMS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}


def _graph(client: Client, extension: str) -> rdflib.Graph:
    body = client.get(f"/catalog.{extension}").content.decode()
    return rdflib.Graph().parse(data=body, format=FORMS[extension])


def _languages(graph: rdflib.Graph, one: rdflib.term.Node) -> set[str | None]:
    titles = graph.objects(one, DCTERMS.title)
    return {title.language for title in titles if isinstance(title, rdflib.Literal)}


@pytest.fixture
def two_sets(publish: Publish) -> list[models.DataSet]:
    hard = 'くせのある"説明"\\ <b>&\n二行目 \U0001f3e5'
    return [
        publish("aed", [aed(1, "市役所")], licence="CC-BY-4.0", update_cycle="R/P1M", description=hard),
        publish("toilet", [aed(2, "駅前")], licence="市の規約（別表）", publisher="見本県 港湾 課"),
    ]


@pytest.mark.parametrize("extension", ["jsonld", "rdf"])
def test_every_form_says_the_same(client: Client, two_sets: list[models.DataSet], extension: str) -> None:
    turtle, other = _graph(client, "ttl"), _graph(client, extension)

    assert len(turtle) > 100
    assert isomorphic(turtle, other)


def test_a_data_set_says_what_harvesters_ask_for(client: Client, two_sets: list[models.DataSet]) -> None:
    graph = _graph(client, "ttl")
    sets = list(graph.subjects(RDF.type, DCAT.Dataset))
    wanted = (
        DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, DCTERMS.issued,
        DCTERMS.modified, DCTERMS.accrualPeriodicity, DCTERMS.license, DCAT.theme, DCTERMS.spatial,
        DCTERMS.conformsTo, DCAT.distribution,
    )  # fmt: skip

    assert len(sets) == 2
    for one in sets:
        assert [name for name in wanted if graph.value(one, name) is None and name != DCTERMS.title] == []
        assert _languages(graph, one) >= {"ja", "en"}
        for file in graph.objects(one, DCAT.distribution):
            for name in (DCAT.downloadURL, DCAT.mediaType, DCAT.byteSize, SPDX.checksum):
                assert graph.value(file, name) is not None


def test_size_and_checksum_are_those_of_the_file(client: Client, two_sets: list[models.DataSet]) -> None:
    graph = _graph(client, "ttl")
    files = list(graph.subjects(RDF.type, DCAT.Distribution))

    for file in files:
        path = "/" + str(graph.value(file, DCAT.downloadURL)).split("/", 3)[3]
        body = client.get(path).getvalue()
        checksum = graph.value(graph.value(file, SPDX.checksum), SPDX.checksumValue)
        assert int(str(graph.value(file, DCAT.byteSize))) == len(body)
        assert str(checksum).lower() == hashlib.sha256(body).hexdigest()
    assert len(files) == 8


def test_an_empty_catalogue_is_still_a_catalogue(client: Client, db: None) -> None:
    for extension in FORMS:
        assert list(_graph(client, extension).subjects(RDF.type, DCAT.Catalog))


def test_whoever_has_the_catalogue_gets_nothing_again(client: Client, two_sets: list[models.DataSet]) -> None:
    first = client.get("/catalog.ttl")

    again = client.get("/catalog.ttl", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert first["Access-Control-Allow-Origin"] == "*"
    assert client.get("/catalog.rdf", headers={"If-None-Match": first["ETag"]}).status_code == 200
