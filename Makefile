PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: edition test lint bench clean

edition: $(VENV)/.ready
	$(BIN)/epaper build --date 2026-11-23

test: $(VENV)/.ready-test
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.ready-test
	$(BIN)/ruff check epaper tests tools
	$(BIN)/mypy

bench: $(VENV)/.ready-bench
	$(BIN)/python -m tools.bench

clean:
	rm -rf $(VENV) dist build *.egg-info

$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade pip
	touch $@

$(VENV)/.ready: pyproject.toml | $(VENV)/.made
	$(BIN)/python -m pip install -q -e .
	touch $@

$(VENV)/.ready-test: pyproject.toml | $(VENV)/.made
	$(BIN)/python -m pip install -q -e '.[test]'
	touch $@ $(VENV)/.ready

$(VENV)/.ready-bench: pyproject.toml | $(VENV)/.made
	$(BIN)/python -m pip install -q -e '.[test,bench]'
	touch $@ $(VENV)/.ready
