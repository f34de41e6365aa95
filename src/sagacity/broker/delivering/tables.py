"""The tables of delivering: what waits, what was tried, who leads."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS broker_outbox (
        id {key},
        tenant TEXT NOT NULL,
        sub TEXT NOT NULL,
        entity TEXT NOT NULL,
        endpoint TEXT NOT NULL,
        payload {blob} NOT NULL,
        created BIGINT NOT NULL,
        due BIGINT NOT NULL,
        tries BIGINT NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS broker_outbox_lane ON broker_outbox (state, endpoint, id)",
    "CREATE INDEX IF NOT EXISTS broker_outbox_sub ON broker_outbox (sub, state, entity)",
    """CREATE TABLE IF NOT EXISTS broker_delivery (
        id {key},
        letter BIGINT NOT NULL,
        tenant TEXT NOT NULL,
        sub TEXT NOT NULL,
        entity TEXT NOT NULL,
        endpoint TEXT NOT NULL,
        at BIGINT NOT NULL,
        took BIGINT NOT NULL,
        ok BIGINT NOT NULL,
        code BIGINT NOT NULL,
        reason TEXT NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS broker_delivery_sub ON broker_delivery (sub, id)",
    "CREATE INDEX IF NOT EXISTS broker_delivery_at ON broker_delivery (at)",
    """CREATE TABLE IF NOT EXISTS broker_resting (
        endpoint TEXT PRIMARY KEY,
        until BIGINT NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS broker_lease (
        name TEXT PRIMARY KEY,
        holder TEXT NOT NULL,
        until BIGINT NOT NULL
    )""",
)
