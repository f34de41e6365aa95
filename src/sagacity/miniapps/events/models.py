"""Tables of events: private addresses under which a calendar reads what a device saved."""

from django.db import models


class SavedFeed(models.Model):
    """One address. Its token is known to the calendar alone; here lies its hash, and what it shows."""

    device = models.CharField(max_length=80, db_index=True)
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10)
    events = models.JSONField(default=list)  # keys, the newest first
    made_at = models.DateTimeField()
