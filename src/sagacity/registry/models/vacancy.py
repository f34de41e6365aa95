from django.db import models

from sagacity.registry.models.place import Place


class VacancyObservation(models.Model):
    """The mark a nursery had for one age class in one month, as it stood in the file."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="vacancies")
    age_class = models.PositiveSmallIntegerField()
    month = models.DateField()  # its first day
    as_of = models.DateField(null=True)  # the day the city wrote on the row
    mark = models.CharField(max_length=20)
    dataset = models.CharField(max_length=200)
    local_id = models.CharField(max_length=160)
    run = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "age_class", "month"], name="one_mark_per_age_and_month"
            ),
            models.CheckConstraint(condition=models.Q(age_class__lte=6), name="age_class_of_a_nursery"),
        ]
        indexes = [models.Index(fields=["run"], name="vacancy_run")]
