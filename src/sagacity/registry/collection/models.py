"""Tables of collection: kinds, patterns with their versions, areas, sorting items."""

from typing import ClassVar

from django.db import models


class Kind(models.Model):
    """A kind of rubbish."""

    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=80, unique=True)
    names = models.JSONField(default=dict)
    short = models.CharField(max_length=20)
    colour = models.CharField(max_length=7, default="#4d4d4d")
    icon = models.CharField(max_length=40, default="garbage")
    how_to = models.JSONField(default=list)
    sublabel = models.CharField(max_length=80, blank=True)
    style = models.CharField(
        max_length=80, blank=True
    )  # the picture a 5374 file names; kept for giving it back
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class Pattern(models.Model):
    """A calendar that many areas share."""

    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=80, unique=True)
    facility = models.CharField(max_length=80, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """One state of a pattern's plan; an approved one is never changed, only ended."""

    pattern = models.ForeignKey(Pattern, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12)
    plan = models.JSONField()
    from_date = models.DateField(null=True)
    until_date = models.DateField(null=True)
    edited_by = models.CharField(max_length=120)
    editors = models.JSONField(default=list)
    edited_at = models.DateTimeField()
    approved_by = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True)
    source = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["pattern_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pattern", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["pattern"], condition=models.Q(state="draft"), name="one_draft_per_pattern"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | (models.Q(approved_at__isnull=False) & models.Q(from_date__isnull=False)),
                name="live_calendar_is_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pattern_id}/{self.number} {self.state}"


class Area(models.Model):
    """Where one calendar holds."""

    key = models.CharField(max_length=120, unique=True)
    group = models.CharField(max_length=80, blank=True)
    group_number = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=200)
    kana = models.CharField(max_length=200, blank=True)
    # None until a calendar is approved that the area belongs to: residents do not see it before.
    pattern = models.ForeignKey(Pattern, on_delete=models.PROTECT, null=True, related_name="areas")
    pending_pattern = models.ForeignKey(
        Pattern, on_delete=models.SET_NULL, null=True, related_name="arriving"
    )
    remark = models.TextField(blank=True)
    remark_numbers = models.JSONField(default=dict)  # by kind: the *n marks of a 5374 cell
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "name"], name="area_is_group_and_name"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.name}"


class Remark(models.Model):
    """A numbered remark of a 5374 file."""

    number = models.CharField(max_length=10, unique=True)
    text = models.TextField()

    def __str__(self) -> str:
        return f"*{self.number}"


class SortingItem(models.Model):
    """One thing, the kind it belongs to and what to mind."""

    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="items")
    notice = models.TextField(blank=True)
    furigana = models.CharField(max_length=80, blank=True)  # as the file has it
    kana = models.CharField(max_length=200, blank=True)
    kana_row = models.CharField(max_length=1, blank=True)
    section = models.CharField(max_length=80, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "id"]

    def __str__(self) -> str:
        return self.name
