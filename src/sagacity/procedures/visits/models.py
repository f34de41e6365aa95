"""Tables of visits: what was written lies in `sealed`; screens and lists open by what only they know."""

from django.db import models


class Visit(models.Model):
    """Somebody at the counter, for everything at once."""

    key = models.CharField(max_length=80, unique=True)
    client_key = models.CharField(max_length=120, unique=True)
    event = models.CharField(max_length=60, blank=True)
    handed = models.CharField(max_length=80, blank=True)
    ticket = models.CharField(max_length=40, blank=True)
    clerk = models.CharField(max_length=80, db_index=True)
    inhabitant = models.CharField(max_length=80, blank=True, db_index=True)
    resident = models.CharField(max_length=80, blank=True, db_index=True)
    purpose = models.CharField(max_length=200)
    wanted = models.JSONField()
    state = models.CharField(max_length=10, default="open")
    revision = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)


class Screen(models.Model):
    """The screen of the resident: joined by a code, then known by a token. Only hashes are kept."""

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="screen")
    code_hash = models.CharField(max_length=64, blank=True, db_index=True)
    code_until = models.DateTimeField()
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    joined_at = models.DateTimeField(null=True)


class Closing(models.Model):
    """What happened and what follows, for the resident to take along; nothing in it says whose it is."""

    visit = models.CharField(max_length=80, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    content = models.JSONField()
    made_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
