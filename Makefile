PYTHON ?= $(shell command -v python3.11 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
KERNEL := hatch_build.py $(wildcard epaper/layout/search/*.[ch] epaper/sources/wire/*.c)  # compiled by the install, where a compiler is
PIP := $(BIN)/python -m pip --disable-pip-version-check install -q -c constraints.txt

.PHONY: edition test lint bench fuzz torture clean

edition: $(VENV)/.ready
	$(BIN)/epaper build --date 2026-11-23

test: $(VENV)/.ready-test
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --dist worksteal  # tests of one file mostly by one worker, which has their fixtures; a hundred processes need not compile the program again

lint: $(VENV)/.ready-test
	$(BIN)/ruff check epaper tests tools hatch_build.py
	$(BIN)/mypy

bench: $(VENV)/.ready-bench
	$(BIN)/python -m tools.bench

fuzz: $(VENV)/.ready-test  # FUZZ="--days 10 --only story,days"; a run that was ended goes on
	$(BIN)/python -m tools.fuzz $(FUZZ)

torture: $(VENV)/.ready-test
	$(BIN)/python -m tools.torture

clean:
	rm -rf $(VENV) dist build *.egg-info epaper/layout/search/_kernel*.so epaper/sources/wire/_shingles*.so

$(VENV)/.made:  # with a pip of today: older ones, Debian's among them, warn of extras that are there
	$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); echo "make: no venv; on Debian: apt install python3-venv"; exit 1; }
	$(PIP) pip
	touch $@

$(VENV)/.ready: pyproject.toml constraints.txt $(KERNEL) | $(VENV)/.made
	$(PIP) -e .
	@$(BIN)/epaper --version  # says once where nothing was compiled, which takes longer
	touch $@

$(VENV)/.ready-test: pyproject.toml constraints.txt $(KERNEL) | $(VENV)/.made
	$(PIP) -e '.[test]'
	touch $@ $(VENV)/.ready

$(VENV)/.ready-bench: pyproject.toml constraints.txt $(KERNEL) | $(VENV)/.made
	$(PIP) -e '.[bench]'
	touch $@ $(VENV)/.ready
