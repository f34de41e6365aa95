"""A payment company and payers, for stories."""
