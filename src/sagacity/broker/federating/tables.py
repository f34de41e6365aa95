"""The tables of federation: what others have, and who the peers are."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS broker_registration (
        id TEXT PRIMARY KEY,
        tenant TEXT NOT NULL,
        path TEXT NOT NULL,
        body {blob} NOT NULL,
        created BIGINT NOT NULL,
        sent BIGINT NOT NULL DEFAULT 0,
        last_sent BIGINT,
        last_ok BIGINT,
        last_fail BIGINT
    )""",
    "CREATE INDEX IF NOT EXISTS broker_registration_list ON broker_registration (tenant, created, id)",
    """CREATE TABLE IF NOT EXISTS broker_peer (
        id TEXT PRIMARY KEY,
        body {blob} NOT NULL,
        subscription TEXT NOT NULL,
        created BIGINT NOT NULL,
        last_ok BIGINT,
        last_fail BIGINT
    )""",
    # Our own keys for signatures, one in each state; their private halves are not kept.
    """CREATE TABLE IF NOT EXISTS broker_own_key (
        number TEXT PRIMARY KEY, state TEXT NOT NULL, made BIGINT NOT NULL)""",
    "CREATE UNIQUE INDEX IF NOT EXISTS broker_own_key_state ON broker_own_key (state)",
    """CREATE TABLE IF NOT EXISTS broker_peer_key (
        name TEXT PRIMARY KEY, peer TEXT NOT NULL, public TEXT NOT NULL, key_id TEXT NOT NULL,
        added BIGINT NOT NULL, verified BIGINT)""",
    # Signatures that came in, as long as they would hold: none counts twice.
    """CREATE TABLE IF NOT EXISTS broker_nonce (
        name TEXT NOT NULL, nonce TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (name, nonce))""",
    "CREATE INDEX IF NOT EXISTS broker_nonce_at ON broker_nonce (at)",
)
