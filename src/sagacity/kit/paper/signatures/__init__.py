"""Signatures in a PDF: put in by the city's key, and judged."""
