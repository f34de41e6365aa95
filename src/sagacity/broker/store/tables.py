"""Tables of entities: the row itself, plain attributes by value, rectangles of locations."""

STATEMENTS = (
    "CREATE TABLE IF NOT EXISTS broker_meta (name TEXT PRIMARY KEY, value BIGINT NOT NULL)",
    """CREATE TABLE IF NOT EXISTS broker_entity (
        seq BIGINT NOT NULL PRIMARY KEY,
        tenant TEXT NOT NULL, path TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL,
        attrs {blob} NOT NULL, created BIGINT NOT NULL, modified BIGINT NOT NULL, expires BIGINT, ld {blob},
        UNIQUE (tenant, id, type, path))""",
    "CREATE INDEX IF NOT EXISTS broker_entity_type ON broker_entity (tenant, type, seq)",
    # Without a type: in the order of creation, and those a rectangle or a path has found.
    "CREATE INDEX IF NOT EXISTS broker_entity_order ON broker_entity (tenant, seq)",
    "CREATE INDEX IF NOT EXISTS broker_entity_path ON broker_entity (tenant, path, seq)",
    "CREATE INDEX IF NOT EXISTS broker_entity_expires ON broker_entity (expires) WHERE expires IS NOT NULL",
    # How many entities count for each facet; see store/tally.py.
    """CREATE TABLE IF NOT EXISTS broker_tally (
        tenant TEXT NOT NULL, facet {blob} NOT NULL, path TEXT NOT NULL, type TEXT NOT NULL,
        types TEXT NOT NULL, attr TEXT NOT NULL, attr_type TEXT NOT NULL, kind TEXT NOT NULL,
        iri TEXT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (tenant, facet))""",
    # Which entities speak of a place or an event of another room; see things.py.
    """CREATE TABLE IF NOT EXISTS broker_about (
        tenant TEXT NOT NULL, path TEXT NOT NULL, about TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL,
        PRIMARY KEY (tenant, path, about, id, type))""",
    # Attributes that questions have asked for often enough; see store/promoting.py.
    """CREATE TABLE IF NOT EXISTS broker_indexed (
        tenant TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (tenant, type, name))""",
    """CREATE TABLE IF NOT EXISTS broker_attr (
        seq BIGINT NOT NULL, name TEXT NOT NULL, tenant TEXT NOT NULL, type TEXT NOT NULL,
        num {real}, txt {text}, PRIMARY KEY (seq, name))""",
    # Two halves: a planner without statistics cannot take the wrong one, and a row is kept up in one alone.
    """CREATE INDEX IF NOT EXISTS broker_attr_number ON broker_attr (tenant, type, name, num, seq)
        WHERE num IS NOT NULL""",
    """CREATE INDEX IF NOT EXISTS broker_attr_text ON broker_attr (tenant, type, name, txt, seq)
        WHERE txt IS NOT NULL""",
    "DROP INDEX IF EXISTS broker_attr_num",
    "DROP INDEX IF EXISTS broker_attr_txt",
)

ONLY = {
    "sqlite": ("CREATE VIRTUAL TABLE IF NOT EXISTS broker_geo USING rtree(seq, west, east, south, north)",),
    "postgresql": (
        "ALTER TABLE broker_entity SET (fillfactor = 70)",
        "ALTER TABLE broker_tally SET (fillfactor = 50)",
        "CREATE TABLE IF NOT EXISTS broker_geo (seq BIGINT PRIMARY KEY, area BOX NOT NULL)",
        "CREATE INDEX IF NOT EXISTS broker_geo_area ON broker_geo USING gist (area)",
        "CREATE SEQUENCE IF NOT EXISTS broker_seq",
    ),
}
