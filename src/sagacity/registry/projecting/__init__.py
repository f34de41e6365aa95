"""What records say together: places, events, towns, figures and marks, worked out anew from them."""

from sagacity.registry.projecting.everything import project

__all__ = ["project"]
