"""The core @context of NGSI-LD, kept here: it is part of the language and never fetched."""

from sagacity.broker.entity import Json
from sagacity.broker.ld.terms import DEFAULT_CONTEXT, NGSI_LD

ADDRESS = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld"
_ADDRESS_START = "uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context"
GEOJSON = "https://purl.org/geojson/vocab#"
DUBLIN_CORE = "http://purl.org/dc/terms/"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Terms whose address is the namespace and the term itself.
_PLAIN = _words("""
Attribute AttributeList ContextSourceIdentity ContextSourceNotification ContextSourceRegistration
Date DateTime EntityType EntityTypeInfo EntityTypeList GeoProperty JsonProperty LanguageProperty
ListProperty ListRelationship Notification Property Relationship Subscription TemporalProperty Time
VocabProperty accept attrs cacheDuration contextSourceAlias contextSourceInfo contextSourceUptime
cooldown csf data detail endpoint entities entity entityCount error errors format geoQ geoproperty
georel idPattern information isActive join jsonKeys jsons lang linkedMaps localOnly location
management managementInterval mode notUpdated notification notificationTrigger notifierInfo
observationInterval observationSpace omit operationSpace operations pick q reason receiverInfo
refreshRate registrationId registrationName scope scopeQ showChanges status subscriptionName
sysAttrs temporalQ throttling timeInterval timeout timeproperty timerel timesFailed timesSent
triggerReason unchanged unitCode updated uri
""")
_DATES = _words("""
contextSourceTimeAt createdAt deletedAt endAt endTimeAt expiresAt lastFailure lastNotification
lastSuccess modifiedAt notifiedAt observedAt startAt timeAt
""")
_NAMES = _words("""
attributeList attributeName attributeNames attributeTypes attributes propertyNames relationshipNames
typeList typeName typeNames watchedAttributes
""")
_ADDRESSES = _words("""
datasetId entityId instanceId subscriptionId success tenant
""")
_LISTS = _words("""
avg distinctCount entityList max min stddev sum sumsq totalCount
""")
_GEOMETRIES = _words("""
Feature FeatureCollection GeometryCollection LineString MultiLineString MultiPoint MultiPolygon
Point Polygon geometry properties
""")
_RENAMED: dict[str, Json] = {
    "containedBy": "isContainedBy",
    "dataset": {"@id": "hasDataset", "@container": "@index"},
    "entityMap": "hasEntityMap",
    "joinLevel": "hasJoinLevel",
    "json": {"@id": "hasJSON", "@type": "@json"},
    "key": "hasKey",
    "languageMap": {"@id": "hasLanguageMap", "@container": "@language"},
    "languageMaps": {"@id": "hasLanguageMaps", "@container": "@list"},
    "object": {"@id": "hasObject", "@type": "@id"},
    "objectList": {"@id": "hasObjectList", "@container": "@list"},
    "objects": {"@id": "hasObjects", "@container": "@list"},
    "objectsLists": {"@id": "hasObjectsLists", "@container": "@list"},
    "objectType": {"@id": "hasObjectType", "@type": "@vocab"},
    "previousJson": {"@id": "hasPreviousJson", "@type": "@json"},
    "previousLanguageMap": {"@id": "hasPreviousLanguageMap", "@container": "@language"},
    "previousObject": {"@id": "hasPreviousObject", "@type": "@id"},
    "previousObjectList": {"@id": "hasPreviousObjectList", "@container": "@list"},
    "previousValue": "hasPreviousValue",
    "previousValueList": {"@id": "hasPreviousValueList", "@container": "@list"},
    "previousVocab": {"@id": "hasPreviousVocab", "@type": "@vocab"},
    "value": "hasValue",
    "valueList": {"@id": "hasValueList", "@container": "@list"},
    "valueLists": {"@id": "hasValueLists", "@container": "@list"},
    "values": {"@id": "hasValues", "@container": "@list"},
    "vocab": {"@id": "hasVocab", "@type": "@vocab"},
    "vocabs": {"@id": "hasVocabs", "@container": "@list"},
}


def is_core(address: str) -> bool:
    """Whether an address is that of the core context, of whatever edition."""
    return address.partition("://")[2].startswith(_ADDRESS_START)


def document() -> dict[str, Json]:
    """The core context as a JSON-LD document."""
    terms: dict[str, Json] = {
        "@version": 1.1,
        "@protected": True,
        "ngsi-ld": NGSI_LD,
        "geojson": GEOJSON,
        "id": "@id",
        "type": "@type",
    }
    terms |= {term: f"ngsi-ld:{term}" for term in _PLAIN}
    terms |= {term: {"@id": f"ngsi-ld:{term}", "@type": "DateTime"} for term in _DATES}
    terms |= {term: {"@id": f"ngsi-ld:{term}", "@type": "@vocab"} for term in _NAMES}
    terms |= {term: {"@id": f"ngsi-ld:{term}", "@type": "@id"} for term in _ADDRESSES}
    terms |= {term: {"@id": f"ngsi-ld:{term}", "@container": "@list"} for term in _LISTS}
    terms |= {term: f"geojson:{term}" for term in _GEOMETRIES}
    terms |= {term: {"@id": f"geojson:{term}", "@container": "@list"} for term in ("bbox", "coordinates")}
    terms |= {"features": {"@id": "geojson:features", "@container": "@set"}}
    terms |= {term: DUBLIN_CORE + term for term in ("description", "title")}
    terms |= {term: _in_namespace(definition) for term, definition in _RENAMED.items()}
    return {"@context": {**dict(sorted(terms.items())), "@vocab": DEFAULT_CONTEXT}}


def _in_namespace(definition: Json) -> Json:
    if isinstance(definition, str):
        return f"ngsi-ld:{definition}"
    return {**definition, "@id": f"ngsi-ld:{definition['@id']}"}
