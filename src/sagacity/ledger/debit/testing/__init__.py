"""A bank and people with mandates, for stories."""
