"""The table of requests for a key: asked, proposed by one person, decided by a second, taken once."""

from django.db import models
from django.db.models import F, Q


class KeyRequest(models.Model):
    """Somebody who asks for a key; the key itself lies with the broker, its secret nowhere."""

    key = models.CharField(max_length=80, unique=True)
    client_key = models.CharField(max_length=80, unique=True)  # a form sent twice makes one request
    token_hash = models.CharField(max_length=64, unique=True)  # of the address only the asker knows
    mail_token_hash = models.CharField(max_length=64, blank=True)  # of the one that was mailed to them
    mail_until = models.DateTimeField(null=True)
    language = models.CharField(max_length=10, default="ja")
    state = models.CharField(max_length=10, default="asked")
    name = models.CharField(max_length=80)
    holder = models.CharField(max_length=120)
    contact = models.EmailField()
    purpose = models.CharField(max_length=1000)
    asked_at = models.DateTimeField()
    terms = models.JSONField(null=True)  # what was proposed, see terms.py
    proposed_by_key = models.CharField(max_length=120, blank=True)
    proposed_by_name = models.CharField(max_length=80, blank=True)
    decided_by_key = models.CharField(max_length=120, blank=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=400, blank=True)
    broker_key = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "taken"])
                | (~Q(decided_by_key="") & ~Q(decided_by_key=F("proposed_by_key"))),
                name="a_second_person_approves_a_key",
            ),
        ]
