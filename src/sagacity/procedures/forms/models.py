"""Tables of forms: what is being filled in, codes that carry it to another device, counts without persons."""

from django.db import models


class Form(models.Model):
    """A form being filled in. Everything that was written lies in `sealed`."""

    key = models.CharField(max_length=80, unique=True)
    client_key = models.CharField(max_length=120, unique=True)
    procedure = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    owner = models.CharField(max_length=80, blank=True, db_index=True)  # key of a device, profile or clerk
    resident = models.CharField(max_length=80, blank=True, db_index=True)  # once they are known
    inhabitant = models.CharField(max_length=80, blank=True)
    mandate = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=10)
    needs = models.PositiveSmallIntegerField(default=0)  # level without which nobody reads what stands in it
    sealed = models.BinaryField()
    done = models.JSONField(default=list)  # keys of blocks that were answered well once
    revision = models.PositiveIntegerField(default=0)
    case = models.CharField(max_length=80, blank=True)
    corrects = models.CharField(max_length=80, blank=True)  # the case whose answers it puts right
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    until = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["until"], name="form_to_forget"),
            models.Index(fields=["case"], name="form_of_case"),
        ]


class HandOver(models.Model):
    """A code by which a form goes on somewhere else; only its hash is kept."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="hand_overs")
    code_hash = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Step(models.Model):
    """How many forms came to a block on a day, and how many got past it; nothing says whose."""

    procedure = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    block = models.CharField(max_length=80)
    channel = models.CharField(max_length=10)
    day = models.DateField()
    reached = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "version", "block", "channel", "day"], name="one_count_of_a_step_a_day"
            )
        ]
