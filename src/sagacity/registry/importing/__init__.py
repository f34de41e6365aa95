"""A file on its way from a desk to the city: received, checked, answered, approved, applied, undone."""
