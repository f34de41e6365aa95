"""Files of big data sets are written before anybody asks for them."""

from sagacity.kit.jobs import api as jobs
from sagacity.registry import kinds
from sagacity.registry.datasets import NoSuchDataSet
from sagacity.registry.publishing import files, formats, sets, workbook

BIG = 5_000  # records; smaller sets are written faster than a job starts


@jobs.job(queue="imports")
def write_files(slug: str) -> None:
    """Write a data set in every form; what lies ready already is left alone."""
    try:
        row = sets.published_one(slug)
    except NoSuchDataSet:
        return  # taken back in the meantime
    kind = kinds.get(row.kind)
    for form in dict.fromkeys((*formats.for_people(kind), *formats.for_programs(kind))):
        try:
            files.made(row, form)
        except workbook.TooManyRows:
            continue  # its page says so
