"""The read API of CKAN, as existing clients expect it."""
