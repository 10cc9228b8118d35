# Checks that take longer than a commit, or need more than the locked packages.
.PHONY: fuzz fuzz-long
fuzz: $(VENV)/.dev ## every fuzz target for a moment: a minute
	$(BIN)/python -m tests.fuzz short

fuzz-long: $(VENV)/.dev ## ten million executions and more, and the report in docs: an hour
	$(BIN)/python -m tests.fuzz long --report docs/fuzzing.md
