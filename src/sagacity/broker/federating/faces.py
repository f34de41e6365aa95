"""What the faces use of federation."""

from sagacity.broker.federating.filling import concerns, fill
from sagacity.broker.federating.updating import Update, forward_update

__all__ = ["Update", "concerns", "fill", "forward_update"]
