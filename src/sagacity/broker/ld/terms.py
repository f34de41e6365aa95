"""The fixed words of NGSI-LD (ETSI GS CIM 009): where names live, and names nobody may take."""

NGSI_LD = "https://uri.etsi.org/ngsi-ld/"
DEFAULT_CONTEXT = "https://uri.etsi.org/ngsi-ld/default-context/"
NULL = "urn:ngsi-ld:null"  # says "away with it" in a merge-patch

# Members of an entity that are no attributes.
ENTITY_MEMBERS = frozenset({
    "id", "@id", "type", "@type", "@context", "scope", "createdAt", "modifiedAt", "deletedAt", "expiresAt"
})  # fmt: skip

# Kind of attribute → the member that carries its value.
VALUE_MEMBER = {
    "Property": "value",
    "GeoProperty": "value",
    "Relationship": "object",
    "LanguageProperty": "languageMap",
    "VocabProperty": "vocab",
    "JsonProperty": "json",
    "ListProperty": "valueList",
    "ListRelationship": "objectList",
}

# Members of an attribute that are no sub-attributes.
PLAIN_MEMBERS = frozenset({"unitCode", "datasetId", "objectType", "valueType"})
SYSTEM_MEMBERS = frozenset({"createdAt", "modifiedAt", "deletedAt", "instanceId", "entity", "entityList"})
PREVIOUS_MEMBERS = frozenset({
    "previousValue", "previousObject", "previousLanguageMap", "previousVocab", "previousJson",
    "previousValueList", "previousObjectList",
})  # fmt: skip
ATTRIBUTE_MEMBERS = (
    frozenset({"type", "@type", "observedAt", "expiresAt"})
    | frozenset(VALUE_MEMBER.values())
    | PLAIN_MEMBERS
    | SYSTEM_MEMBERS
    | PREVIOUS_MEMBERS
)
