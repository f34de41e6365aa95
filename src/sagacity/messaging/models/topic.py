from django.db import models


class Topic(models.Model):
    """A theme people can follow, such as child-rearing or road works; names in six languages."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    icon = models.CharField(max_length=40, default="bell")
    owner = models.CharField(max_length=80, blank=True)
    # Whoever may post: "staff" alone, or "neighbours" (approved editors) too.
    posted_by = models.CharField(max_length=12, default="staff")
    order = models.PositiveIntegerField(default=100)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "key"]
