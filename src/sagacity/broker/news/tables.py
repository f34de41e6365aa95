"""News that the house has not been told of yet."""

STATEMENTS = (
    """CREATE TABLE IF NOT EXISTS broker_news (
        n {key}, key TEXT NOT NULL UNIQUE, signal TEXT NOT NULL, body {blob} NOT NULL, ts BIGINT NOT NULL)""",
)
