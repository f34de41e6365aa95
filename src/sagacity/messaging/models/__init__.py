"""Tables of messaging."""

from sagacity.messaging.models.delivery import Batch, Delivery
from sagacity.messaging.models.notice import Notice, NoticeTown
from sagacity.messaging.models.person import Endpoint, Mark, Person
from sagacity.messaging.models.topic import Topic

__all__ = ["Batch", "Delivery", "Endpoint", "Mark", "Notice", "NoticeTown", "Person", "Topic"]
