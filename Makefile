# Two commands: `make run` and `make test`. Needs Python 3.11 or newer and nothing else.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.PHONY: run test format lock clean help

help:  ## show what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Limpide needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up .venv (once, about two minutes) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

run: .venv/ready  ## set up .venv, ingest seeds/ into clean/, show what happened
	@$(BIN)/limpide ingest seeds

test: .venv/ready  ## set up .venv, then all checks and the whole test suite
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

format: .venv/ready  ## put the code in shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: .venv/ready  ## refresh constraints.txt to the newest versions that fit
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra dev --extra train \
		--no-header --no-annotate pyproject.toml -o constraints.txt

clean:  ## remove what a run makes (not the captures in raw/)
	@rm -rf clean/corpus clean/snapshots clean/latest clean/reports
