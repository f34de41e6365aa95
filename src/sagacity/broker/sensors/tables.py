"""Tables of devices: what they are, how they are, what they were told, what they crossed."""

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS broker_device_group (
        apikey TEXT NOT NULL, resource TEXT NOT NULL, tenant TEXT NOT NULL, path TEXT NOT NULL,
        body {blob} NOT NULL, PRIMARY KEY (apikey, resource))""",
    """CREATE TABLE IF NOT EXISTS broker_device (
        tenant TEXT NOT NULL, path TEXT NOT NULL, device TEXT NOT NULL, apikey TEXT NOT NULL,
        entity TEXT NOT NULL, silent_after BIGINT NOT NULL, body {blob} NOT NULL,
        PRIMARY KEY (tenant, path, device))""",
    "CREATE INDEX IF NOT EXISTS broker_device_key ON broker_device (apikey, device)",
    "CREATE INDEX IF NOT EXISTS broker_device_entity ON broker_device (tenant, entity)",
    """CREATE TABLE IF NOT EXISTS broker_device_command (
        tenant TEXT NOT NULL, entity TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL,
        device TEXT NOT NULL, PRIMARY KEY (tenant, entity, name, path, device))""",
    "CREATE INDEX IF NOT EXISTS broker_device_command_device ON broker_device_command (tenant, path, device)",
    """CREATE TABLE IF NOT EXISTS broker_device_state (
        tenant TEXT NOT NULL, path TEXT NOT NULL, device TEXT NOT NULL, last_seen BIGINT NOT NULL,
        measures BIGINT NOT NULL, battery {real}, quality TEXT NOT NULL, silent BIGINT,
        PRIMARY KEY (tenant, path, device))""",
    """CREATE TABLE IF NOT EXISTS broker_quarantine (
        n {key}, tenant TEXT NOT NULL, path TEXT NOT NULL, device TEXT NOT NULL, attr TEXT NOT NULL,
        value {blob} NOT NULL, reason TEXT NOT NULL, ts BIGINT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS broker_quarantine_device ON broker_quarantine (tenant, path, device, n)",
    """CREATE TABLE IF NOT EXISTS broker_command (
        n {key}, tenant TEXT NOT NULL, path TEXT NOT NULL, device TEXT NOT NULL, name TEXT NOT NULL,
        value {blob} NOT NULL, state TEXT NOT NULL, info {blob}, given BIGINT NOT NULL,
        changed BIGINT NOT NULL, shown TEXT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS broker_command_device ON broker_command (tenant, path, device, n)",
    "CREATE INDEX IF NOT EXISTS broker_command_open ON broker_command (n) WHERE state <> shown",
    # What a device (or, device '', a whole group) used of its share today; ``flooding``: since when too much.
    """CREATE TABLE IF NOT EXISTS broker_share (
        apikey TEXT NOT NULL, device TEXT NOT NULL, tenant TEXT NOT NULL, path TEXT NOT NULL,
        subject TEXT NOT NULL, day BIGINT NOT NULL, taken BIGINT NOT NULL, refused BIGINT NOT NULL,
        refused_at BIGINT NOT NULL, flooding BIGINT, PRIMARY KEY (apikey, device))""",
    "CREATE INDEX IF NOT EXISTS broker_share_refused ON broker_share (refused_at)",
    """CREATE TABLE IF NOT EXISTS broker_line (
        tenant TEXT NOT NULL, id TEXT NOT NULL, body {blob} NOT NULL, PRIMARY KEY (tenant, id))""",
    """CREATE TABLE IF NOT EXISTS broker_line_state (
        tenant TEXT NOT NULL, line TEXT NOT NULL, entity TEXT NOT NULL, crossed INTEGER NOT NULL,
        ts BIGINT NOT NULL, PRIMARY KEY (tenant, line, entity))""",
    """CREATE TABLE IF NOT EXISTS broker_alert (
        n {key}, tenant TEXT NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
        subject TEXT NOT NULL, body {blob} NOT NULL, ts BIGINT NOT NULL, told INTEGER NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS broker_alert_untold ON broker_alert (n) WHERE told = 0",
    "CREATE INDEX IF NOT EXISTS broker_alert_tenant ON broker_alert (tenant, n)",
)
