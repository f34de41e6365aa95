"""Django's SQLite, with a queue before the one place from which can be written."""
