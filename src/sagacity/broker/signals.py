"""What the broker announces: lines that are crossed, devices that fall silent or are heard again.

The contract: noted in the commit of the broker's own store that found it (``news/noting.py``), announced
by the worker exactly once in effect, whatever is killed in between. One signal for each crossing, however
many readings follow; between a level and where it is free again a line stays as it was. Receivers compare
``at``: order is not promised. A line says what is measured; what it means for people, a room above proposes
and a person decides.
"""

from sagacity.broker import types
from sagacity.kit.signals import api as signals

line_crossed = signals.Signal("broker.line_crossed", types.LineCrossed)
device_silent = signals.Signal("broker.device_silent", types.DeviceSilent)
device_back = signals.Signal("broker.device_back", types.DeviceBack)
