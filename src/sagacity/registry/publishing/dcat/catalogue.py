"""What the catalogue says of itself and of every data set, as sentences."""

from urllib.parse import urlsplit

from django.conf import settings

from sagacity.kit.city import api as city
from sagacity.registry import kinds, models
from sagacity.registry.publishing import cycles, files, licences, sets, themes
from sagacity.registry.publishing.dcat.graph import TYPE, Address, Graph, Text, full
from sagacity.registry.publishing.formats import Format, for_programs, path_of

_IANA = "https://www.iana.org/assignments/media-types/"
_EASY = {"ja-easy": "ja-x-easy", "zh-hans": "zh-Hans"}
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/JPN"


def graph() -> Graph:
    """The whole catalogue."""
    said, rows = Graph(), sets.published()
    site = str(settings.PUBLIC_URL).rstrip("/")
    here, catalogue = city.current(), f"{site}/catalog"
    publisher = _publisher(said, site, here.name["ja"])
    _is(said, catalogue, "dcat:Catalog")
    for language, name in here.name.items():
        if language in ("ja", "en"):
            title = f"{name}オープンデータカタログ" if language == "ja" else f"{name} open data catalogue"
            said.say(catalogue, "dct:title", Text(title, language))
    said.say(catalogue, "dct:description", Text(f"{here.name['ja']}が公開しているデータの一覧", "ja"))
    said.say(catalogue, "dct:publisher", Address(publisher))
    said.say(catalogue, "dct:language", Address(_LANGUAGE))
    said.say(catalogue, "foaf:homepage", Address(catalogue))
    said.say(catalogue, "dct:spatial", Address(_city(said)))
    _licence(said, catalogue, here.licence)
    versions = sets.versions(rows)
    if versions:
        newest = max(one.changed_at for one in versions.values())
        said.say(catalogue, "dct:modified", _moment(newest.isoformat()))
    for row in rows:
        said.say(catalogue, "dcat:dataset", Address(f"{site}/dataset/{row.slug}"))
        _dataset(said, site, row, versions[row.slug])
    return said


def _dataset(said: Graph, site: str, row: models.DataSet, version: sets.Version) -> None:
    here, kind = city.current(), kinds.get(row.kind)
    page, theme = f"{site}/dataset/{row.slug}", themes.of(row.kind, row.theme)
    _is(said, page, "dcat:Dataset")
    for language, title in row.title.items():
        if title:
            said.say(page, "dct:title", Text(title, _EASY.get(language, language)))
    about = row.description or row.standard or row.title.get("ja", row.slug)
    said.say(page, "dct:description", Text(about, "ja"))
    said.say(page, "dct:identifier", Text(row.key))
    said.say(page, "dct:publisher", Address(_publisher(said, site, row.publisher or here.name["ja"])))
    said.say(page, "dcat:contactPoint", Address(_contact(said, page, row)))
    if row.issued:
        said.say(page, "dct:issued", Text(row.issued.isoformat(), type="xsd:date"))
    said.say(page, "dct:modified", _moment(version.changed_at.isoformat()))
    said.say(page, "dct:accrualPeriodicity", Address(cycles.term(row.update_cycle)))
    said.say(page, "dcat:theme", Address(theme.twin))
    said.say(page, "dcat:keyword", Text(theme.ja, "ja"), Text(row.kind))
    said.say(page, "dct:spatial", Address(_city(said)))
    said.say(page, "dct:language", Address(_LANGUAGE))
    said.say(page, "dcat:landingPage", Address(page))
    _licence(said, page, row.licence)
    if row.attribution:
        said.say(page, "dct:rights", Address(f"{page}#rights"))
        _is(said, f"{page}#rights", "dct:RightsStatement")
        said.say(f"{page}#rights", "rdfs:label", Text(row.attribution, "ja"))
    if row.edition:
        said.say(page, "adms:versionNotes", Text(row.edition))
    if row.standard:
        said.say(page, "dct:conformsTo", Address(f"{page}#standard"))
        _is(said, f"{page}#standard", "dct:Standard")
        said.say(f"{page}#standard", "dct:title", Text(row.standard, "ja"))
    for form in for_programs(kind):
        said.say(page, "dcat:distribution", Address(_distribution(said, site, row, form, version)))


def _distribution(said: Graph, site: str, row: models.DataSet, form: Format, version: sets.Version) -> str:
    one, file = f"{site}/dataset/{row.slug}#{form.extension}", files.made(row, form, version=version)
    address = site + path_of(row.slug, form)
    _is(said, one, "dcat:Distribution")
    said.say(one, "dct:title", Text(f"{row.title.get('ja', row.slug)}（{form.name}）", "ja"))
    said.say(one, "dcat:accessURL", Address(f"{site}/dataset/{row.slug}"))
    said.say(one, "dcat:downloadURL", Address(address))
    said.say(one, "dcat:mediaType", Address(_IANA + form.bare_type))
    said.say(one, "dct:format", Text(form.name))
    said.say(one, "dcat:byteSize", Text(str(file.size), type="xsd:nonNegativeInteger"))
    said.say(one, "dct:modified", _moment(version.changed_at.isoformat()))
    said.say(one, "spdx:checksum", Address(f"{one}-sha256"))
    _licence(said, one, row.licence)
    _is(said, f"{one}-sha256", "spdx:Checksum")
    said.say(f"{one}-sha256", "spdx:algorithm", Address(full("spdx:checksumAlgorithm_sha256")))
    said.say(f"{one}-sha256", "spdx:checksumValue", Text(file.sha256, type="xsd:hexBinary"))
    return one


def _publisher(said: Graph, site: str, name: str) -> str:
    here = city.current()
    own = name == here.name["ja"]
    address = f"{site}/catalog#publisher" if own else f"{site}/catalog#publisher-{name}"
    _is(said, address, "foaf:Organization")
    said.say(address, "foaf:name", Text(name, "ja"))
    if own:
        said.say(address, "dct:identifier", Text(here.code))
        if here.website:
            said.say(address, "foaf:homepage", Address(here.website))
    return address


def _contact(said: Graph, page: str, row: models.DataSet) -> str:
    address, contact = f"{page}#contact", row.contact or city.current().contact
    _is(said, address, "vcard:Organization")
    said.say(address, "vcard:fn", Text(row.publisher or city.current().name["ja"], "ja"))
    if "@" in contact and not urlsplit(contact).scheme:
        said.say(address, "vcard:hasEmail", Address(f"mailto:{contact}"))
    elif contact.startswith(("http://", "https://")):
        said.say(address, "vcard:hasURL", Address(contact))
    elif contact:
        said.say(address, "vcard:note", Text(contact, "ja"))
    return address


def _city(said: Graph) -> str:
    """The government by its six-digit code, in the standard area codes of official statistics."""
    here = city.current()
    address = f"http://data.e-stat.go.jp/lod/sac/C{here.code[:5]}"
    _is(said, address, "dct:Location")
    said.say(address, "dct:identifier", Text(here.code))
    said.say(address, "skos:prefLabel", Text(here.name["ja"], "ja"))
    return address


def _licence(said: Graph, subject: str, licence: str) -> None:
    if not licence:
        return
    address = licences.address(licence)
    if not address:  # only named: it gets an address on our own page
        address = f"{subject.split('#')[0]}#licence"
    _is(said, address, "dct:LicenseDocument")
    said.say(address, "rdfs:label", Text(licence))
    said.say(subject, "dct:license", Address(address))


def _is(said: Graph, subject: str, kind: str) -> None:
    said.say(subject, TYPE, Address(full(kind)))


def _moment(text: str) -> Text:
    return Text(text, type="xsd:dateTime")
