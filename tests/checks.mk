# Checks that take longer than a commit, or need more than the locked packages.
.PHONY: fuzz fuzz-long soak sbom
fuzz: $(VENV)/.dev ## every fuzz target for a moment: a minute
	$(BIN)/python -m tests.fuzz short

fuzz-long: $(VENV)/.dev ## ten million executions and more, and the report in docs: a quarter of an hour
	$(BIN)/python -m tests.fuzz long --report docs/fuzzing.md

.PHONY: bench bench-check
bench: $(VENV)/.peers ## speed, latency, memory beside peers; `ARGS=--quick` for minutes, `ARGS="--only NAMES"`
	$(BIN)/python -W ignore -m tests.bench $(ARGS)

bench-check: $(VENV)/.dev ## fails when a text or an event costs a tenth more than the committed results say
	$(BIN)/python -W ignore -m tests.bench.guard

soak: $(VENV)/.dev ## an hour at full load on a Kafka of its own: memory at minute five against the end
	$(BIN)/python -m tests.soak 60 --report docs/memory.md

sbom: $(VENV)/.dev ## build/sbom.cdx.json: every package of the image, with versions and hashes (CycloneDX)
	$(BIN)/python -m deploy.supply sbom
