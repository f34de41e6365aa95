"""What waits for one person: questions for clerks, submitted files for approvers, corrections for both."""

from sagacity.desks.data import doors
from sagacity.kit.policy import Person
from sagacity.registry import api as registry


def runs_for(person: Person) -> list[registry.ImportRun]:
    """Files that stand still until this person acts; one's own submission waits for others."""
    states = []
    if person.may(doors.APPROVE.permission):
        states.append("submitted")
    if person.may(doors.IMPORT.permission):
        states += ["asking", "checked"]
    found = [run for state in states for run in registry.runs(state=state)]
    return [run for run in found if run.state != "submitted" or run.submitted_by_key != person.key]
