# make run | test | test-long | check | screens | bench: the whole interface of development.
PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/bash
# On every core; what shares a file, or the browser, stays together.
ASIDE := --numprocesses auto --dist loadscope --no-loadscope-reorder
LONG ?= all

.PHONY: run test test-long check screens bench lock clean

run: .venv/run
	$(BIN)/python -m leaddash run

test: .venv/test .venv/chromium
	$(BIN)/python -m pytest $(ASIDE)

# What `make test` leaves out, all of it or some groups: make test-long LONG=as_of,naive. Passed, it is written down.
test-long: .venv/test .venv/chromium
	$(BIN)/python -m pytest $(ASIDE) --long=$(LONG)

check: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --processes 2 leaddash

screens: .venv/test .venv/chromium
	$(BIN)/python -m tests.browser.screens docs

# LEADS=10000000 measures a company of that size instead of the sample and a million.
bench: .venv/test .venv/chromium
	$(BIN)/python -m benchmarks $(LEADS)

lock: .venv/test
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --python-version 3.11 \
		--custom-compile-command "make lock" pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --python-version 3.11 \
		--custom-compile-command "make lock" --group dev -c requirements.lock pyproject.toml \
		-o tests/requirements.lock

clean:
	rm -rf .venv build *.egg-info

# Each mark is newer than the lock it was installed from. The sample's snapshot is made here, so that no page waits for it.
.venv/run: requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "leaddash needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -c 'from leaddash import home, snapshots; snapshots.snapshot_of(home.SAMPLE)'
	touch $@

.venv/test: .venv/run tests/requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.lock
	touch $@

# Real-browser tests want Chromium: the one found, else Debian's where we may install it.
.venv/chromium: .venv/test
	$(BIN)/python -m tests.browser.chromium
	touch $@
