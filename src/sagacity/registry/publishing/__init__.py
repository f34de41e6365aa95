"""Publishing: what the registry holds, as files and answers that others can read."""
