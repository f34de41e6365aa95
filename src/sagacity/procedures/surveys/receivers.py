"""What surveys do about news: an end becomes open data."""

from sagacity.kit import clock
from sagacity.procedures.surveys import catalogue, signals, types


@signals.survey_closed.receiver
def what_came_of_it_becomes_open_data(news: types.Closed) -> None:
    catalogue.publish(survey=news.survey, at=clock.now())
