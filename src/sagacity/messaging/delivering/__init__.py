"""Delivering: from a published notice to what became of it, person by person and channel by channel."""
