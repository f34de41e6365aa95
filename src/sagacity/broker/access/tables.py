"""Tables of keys, of what became of them, of how much they were used, and of what anyone may read."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS broker_key (
        id TEXT PRIMARY KEY,
        prefix TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL, holder TEXT NOT NULL, contact TEXT NOT NULL,
        grants {blob} NOT NULL,
        per_minute BIGINT NOT NULL, per_day BIGINT NOT NULL,
        expires BIGINT, made BIGINT NOT NULL, revoked BIGINT)""",
    """CREATE TABLE IF NOT EXISTS broker_key_event (
        number {key}, key_id TEXT NOT NULL, at BIGINT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
        detail {blob} NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS broker_key_event_key ON broker_key_event (key_id, number)",
    """CREATE TABLE IF NOT EXISTS broker_key_usage (
        key_id TEXT NOT NULL, day TEXT NOT NULL, calls BIGINT NOT NULL, refused BIGINT NOT NULL,
        PRIMARY KEY (key_id, day))""",
    # Subscriptions that a limited key made.
    "CREATE TABLE IF NOT EXISTS broker_owner (id TEXT PRIMARY KEY, key_id TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS broker_open (tenant TEXT NOT NULL, path TEXT NOT NULL,"
    " PRIMARY KEY (tenant, path))",
    # Of an open path only these types; none named: all of them.
    """CREATE TABLE IF NOT EXISTS broker_open_type (
        tenant TEXT NOT NULL, path TEXT NOT NULL, type TEXT NOT NULL, PRIMARY KEY (tenant, path, type))""",
    # What the registry publishes is open; once only, so that a city may close it again.
    "INSERT INTO broker_open (tenant, path) SELECT '', '/opendata'"
    " WHERE NOT EXISTS (SELECT 1 FROM broker_meta WHERE name = 'open') ON CONFLICT DO NOTHING",
    "INSERT INTO broker_meta (name, value) VALUES ('open', 1) ON CONFLICT DO NOTHING",
)
