"""Builders for stories about verification: an authority, and the demonstration provider."""
