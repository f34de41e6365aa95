"""Tables of what passes: the audit of changes, relayed subscriptions, what is known of each Orion."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS broker_passed (
        id {key}, at BIGINT NOT NULL, tenant TEXT NOT NULL, key_id TEXT NOT NULL, name TEXT NOT NULL,
        method TEXT NOT NULL, target TEXT NOT NULL, correlator TEXT NOT NULL, status BIGINT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS broker_passed_key ON broker_passed (key_id, id)",
    "CREATE INDEX IF NOT EXISTS broker_passed_at ON broker_passed (at)",
    # ``token`` stands in the address an Orion knows. ``sub`` is the id the Orion gave, "" until it has.
    """CREATE TABLE IF NOT EXISTS broker_relay (
        token TEXT PRIMARY KEY, sub TEXT NOT NULL, tenant TEXT NOT NULL, path TEXT NOT NULL,
        body {blob} NOT NULL, state TEXT NOT NULL, told TEXT NOT NULL, since BIGINT NOT NULL,
        lost BIGINT NOT NULL DEFAULT 0)""",
    "CREATE INDEX IF NOT EXISTS broker_relay_sub ON broker_relay (sub)",
    """CREATE TABLE IF NOT EXISTS broker_orion (
        url TEXT PRIMARY KEY, last_ok BIGINT, last_fail BIGINT, reason TEXT NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS broker_elsewhere (
        tenant TEXT NOT NULL, path TEXT NOT NULL, url TEXT NOT NULL, at BIGINT NOT NULL,
        kinds {blob} NOT NULL, PRIMARY KEY (tenant, path))""",
)
