# make run serves the app, make test runs all tests; make help lists the rest.

HOST ?= 127.0.0.1
PORT ?= 8501
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One test process more than there are cores: those with a browser wait for it a quarter of their time.
WORKERS = $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")

.DEFAULT_GOAL := help
.PHONY: help run test check shots bench docs import clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

run: $(VENV)/app ## serve the app on http://127.0.0.1:8501 (HOST=, PORT=)
	$(BIN)/python -m lma_data serve --host $(HOST) --port $(PORT)

test: $(VENV)/app ## install what the tests need, a browser included, and run all of them
	tests/install_browser.sh $(BIN)/python
	LMA_BROWSER=required $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check: $(VENV)/dev ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

shots: $(VENV)/app ## a PNG of every page, in both languages, wide and on a phone, into shots/
	tests/install_browser.sh $(BIN)/python
	$(BIN)/python tests/shots.py

bench: $(VENV)/app ## measure the speeds against plain Streamlit pages, and write benchmarks/RESULTS.md
	tests/install_browser.sh $(BIN)/python
	$(BIN)/python -m benchmarks

docs: $(VENV)/app ## write the parts of the docs that come from the code (raw files: with LMA_RAW)
	$(BIN)/python tests/write_docs.py

import: $(VENV)/app ## make datasets/ anew from the publishers' files in LMA_RAW
	$(BIN)/python -m lma_data import

clean: ## remove the virtual environment and what was built
	rm -rf $(VENV) shots .pytest_cache .mypy_cache .ruff_cache

$(VENV)/app: requirements.txt
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python cannot make a virtual environment here. On Debian: apt install python3-venv, then make again."; exit 1; }
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/app
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	touch $@
