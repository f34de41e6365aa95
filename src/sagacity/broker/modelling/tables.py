"""Tables of data models: the schema of each type, and where it is warned of or insisted on."""

STATEMENTS = (
    """CREATE TABLE IF NOT EXISTS broker_model (
        type TEXT PRIMARY KEY, title TEXT NOT NULL, body {blob} NOT NULL, changed BIGINT NOT NULL)""",
    # type "": every type that has a model
    """CREATE TABLE IF NOT EXISTS broker_model_rule (
        tenant TEXT NOT NULL, path TEXT NOT NULL, type TEXT NOT NULL, mode TEXT NOT NULL,
        PRIMARY KEY (tenant, path, type))""",
    # What the registry publishes is looked at; once only, so that a city may choose otherwise.
    "INSERT INTO broker_model_rule (tenant, path, type, mode) SELECT '', '/opendata', '', 'warn'"
    " WHERE NOT EXISTS (SELECT 1 FROM broker_meta WHERE name = 'models') ON CONFLICT DO NOTHING",
    "INSERT INTO broker_meta (name, value) VALUES ('models', 1) ON CONFLICT DO NOTHING",
)
