.PHONY: demo test check lock
demo test check:
	./sagacity $@

# After a change of dependencies in pyproject.toml.
COMPILE = uv pip compile pyproject.toml --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate
lock:
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock -o requirements-dev.lock
