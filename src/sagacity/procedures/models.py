from django.db import models


class Published(models.Model):
    """One version of a procedure as it was published; it never changes, for cases run by it."""

    procedure = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    text = models.TextField()  # TOML
    digest = models.CharField(max_length=64)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    from_pack = models.BooleanField(default=False)
    published_by = models.CharField(max_length=120, blank=True)
    approved_by = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "version"], name="one_text_for_each_version"),
        ]


class Ending(models.Model):
    """A procedure that is taken up no more from a day on; running cases go on."""

    procedure = models.CharField(max_length=60, unique=True)
    after = models.DateField()  # the last day
    why = models.CharField(max_length=200)
    ended_by = models.CharField(max_length=120)
    approved_by = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField()


class Draft(models.Model):
    """A procedure being written; every saved state stays, so that nothing anybody wrote is lost."""

    key = models.CharField(max_length=80, unique=True)
    client_key = models.CharField(max_length=80, unique=True)
    procedure = models.CharField(max_length=60)
    base = models.CharField(max_length=20, blank=True)  # the version it was copied from
    state = models.CharField(max_length=12, default="open")  # "open" | "published" | "discarded"
    current = models.PositiveIntegerField(default=0)  # number of the state that counts
    begun_by = models.CharField(max_length=120)
    begun_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "-changed_at"], name="drafts_by_change")]


class DraftState(models.Model):
    """What a draft was after one act of somebody."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="states")
    number = models.PositiveIntegerField()
    parent = models.PositiveIntegerField(null=True)
    text = models.TextField()  # TOML
    what = models.CharField(max_length=200)
    by = models.CharField(max_length=120)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="one_state_of_a_number")]
