"""Tables of the NGSI-LD face: contexts, what questions must know beyond short names, context sources."""

STATEMENTS = (
    """CREATE TABLE IF NOT EXISTS broker_ld_context (
        id TEXT PRIMARY KEY, address TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, body {blob} NOT NULL,
        created BIGINT NOT NULL, used BIGINT NOT NULL)""",
    # kind "tenant": something was written under it (address and key are empty);
    # kind "type": entities of this type may lie under that key;
    # kind "vague": the plain value is not all there is.
    """CREATE TABLE IF NOT EXISTS broker_ld_note (
        tenant TEXT NOT NULL, kind TEXT NOT NULL, address TEXT NOT NULL, key TEXT NOT NULL,
        PRIMARY KEY (tenant, address, kind, key))""",
    """CREATE TABLE IF NOT EXISTS broker_ld_source (
        id TEXT PRIMARY KEY, tenant TEXT NOT NULL, body {blob} NOT NULL, created BIGINT NOT NULL,
        sent BIGINT NOT NULL DEFAULT 0, last_ok BIGINT, last_fail BIGINT)""",
)
