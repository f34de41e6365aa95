"""Tables of the history: the tail takes points as they come, the rest is filled from it in the background."""

_POINT = (
    "series BIGINT NOT NULL, ts BIGINT NOT NULL, n BIGINT NOT NULL, recv_ts BIGINT NOT NULL,"
    " val_num {real}, val_json {blob}, PRIMARY KEY (series, ts, n)"
)

_BUCKET = (
    "series BIGINT NOT NULL, level SMALLINT NOT NULL, begins BIGINT NOT NULL, points BIGINT NOT NULL,"
    " numbers BIGINT NOT NULL, total {real} NOT NULL, low {real}, high {real}, last {real},"
    " last_ts BIGINT NOT NULL, PRIMARY KEY (series, level, begins)"
)

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS broker_tail (
        n {key}, tenant TEXT NOT NULL, path TEXT NOT NULL, entity TEXT NOT NULL, type TEXT NOT NULL,
        attr TEXT NOT NULL, attr_type TEXT NOT NULL, ts BIGINT NOT NULL, recv_ts BIGINT NOT NULL,
        val_num {real}, val_json {blob})""",
    "CREATE TABLE IF NOT EXISTS broker_tail_mark (one INTEGER PRIMARY KEY, moved BIGINT NOT NULL)",
    """CREATE TABLE IF NOT EXISTS broker_series (
        id {key}, tenant TEXT NOT NULL, path TEXT NOT NULL, entity TEXT NOT NULL, type TEXT NOT NULL,
        attr TEXT NOT NULL, attr_type TEXT NOT NULL,
        UNIQUE (tenant, entity, type, attr, path))""",
    "CREATE INDEX IF NOT EXISTS broker_series_type ON broker_series (tenant, type, attr)",
    "CREATE INDEX IF NOT EXISTS broker_series_attr ON broker_series (tenant, attr)",
    # since: the arrival (n) from which on this stands beside the values
    """CREATE TABLE IF NOT EXISTS broker_beside (
        tenant TEXT NOT NULL, path TEXT NOT NULL, entity TEXT NOT NULL, type TEXT NOT NULL,
        attr TEXT NOT NULL, since BIGINT NOT NULL, body {blob} NOT NULL,
        PRIMARY KEY (tenant, entity, type, attr, path, since))""",
    # How many points came in each minute of the last hour; in minute 0, how many are kept. See pace.py.
    "CREATE TABLE IF NOT EXISTS broker_pace (minute BIGINT NOT NULL PRIMARY KEY, points BIGINT NOT NULL)",
    """CREATE TABLE IF NOT EXISTS broker_retention (
        tenant TEXT NOT NULL, type TEXT NOT NULL, raw_days INTEGER NOT NULL, minute_days INTEGER NOT NULL,
        hour_days INTEGER NOT NULL, day_days INTEGER NOT NULL, PRIMARY KEY (tenant, type))""",
)


def _made(name: str, columns: str, ending: str, *, real: str, blob: str) -> str:
    return f"CREATE TABLE IF NOT EXISTS {name} ({columns}) {ending}".format(real=real, blob=blob)


_COUNT_ONCE = (
    "INSERT INTO broker_pace (minute, points) SELECT 0, (SELECT count(*) FROM broker_history)"
    " WHERE NOT EXISTS (SELECT 1 FROM broker_pace WHERE minute = 0) ON CONFLICT DO NOTHING"
)


# On SQLite the points of one series lie side by side; on PostgreSQL each month is a table, made when its
# first point comes, and BRIN finds a time in a few pages.
ONLY = {
    "sqlite": (
        _made("broker_history", _POINT, "WITHOUT ROWID", real="REAL", blob="BLOB"),
        _made("broker_rollup", _BUCKET, "WITHOUT ROWID", real="REAL", blob="BLOB"),
        _COUNT_ONCE,
    ),
    "postgresql": (
        _made("broker_history", _POINT, "PARTITION BY RANGE (ts)", real="DOUBLE PRECISION", blob="BYTEA"),
        _made("broker_rollup", _BUCKET, "", real="DOUBLE PRECISION", blob="BYTEA"),
        # Rows of the tail live for half a second: let their places be used again soon.
        "ALTER TABLE broker_tail"
        " SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)",
        "CREATE INDEX IF NOT EXISTS broker_history_ts ON broker_history USING BRIN (ts)",
        _COUNT_ONCE,
    ),
}
