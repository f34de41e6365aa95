"""The table of subscriptions, of every face; counters stand beside what was asked."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS broker_subscription (
        id TEXT PRIMARY KEY,
        face TEXT NOT NULL,
        tenant TEXT NOT NULL,
        path TEXT NOT NULL,
        body {blob} NOT NULL,
        status TEXT NOT NULL,
        created BIGINT NOT NULL,
        version BIGINT NOT NULL,
        max_fails BIGINT,
        claimed BIGINT NOT NULL DEFAULT 0,
        sent BIGINT NOT NULL DEFAULT 0,
        last_sent BIGINT,
        last_ok BIGINT,
        last_code BIGINT,
        last_fail BIGINT,
        fail_reason TEXT,
        fails BIGINT NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX IF NOT EXISTS broker_subscription_list ON broker_subscription (tenant, face, created, id)",
    "CREATE INDEX IF NOT EXISTS broker_subscription_version ON broker_subscription (version)",
)
