from django.db import models

from sagacity.kit.proposals.types import State


class Proposal(models.Model):
    """What somebody wants done, and what a second person said."""

    key = models.CharField(max_length=80, unique=True)
    act = models.CharField(max_length=60)
    thing = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)  # of act and payload: the same one waits once
    reason = models.CharField(max_length=200)
    proposed_by = models.CharField(max_length=120)
    proposed_by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    until = models.DateTimeField()
    state = models.CharField(max_length=12, default=State.WAITING)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=models.Q(state=State.WAITING),
                name="one_waiting_proposal_of_an_act",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.APPROVED) | ~models.Q(decided_by=models.F("proposed_by")),
                name="nobody_approves_their_own_proposal",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_proposal_says_why"),
        ]
        indexes = [models.Index(fields=["state", "until"], name="proposals_by_state")]
