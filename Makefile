# Every target sets up what it needs; only Python >= 3.11 (with venv) and make are expected.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
BRIEF  ?= Create a thirty-second vertical ad for a coffee brand. Six shots, five seconds each.
NAME   ?= main_job

.PHONY: help setup demo test fuzz chaos check format bench pictures clean

help:            ## what can be made
	@grep -E '^[a-z]+: .*##' Makefile | sed 's/:.*##/\t/'

setup: $(READY)  ## the virtual environment with every part, pinned

$(READY): pyproject.toml constraints.txt
	@echo "Setting up $(VENV) (once, about a minute) ..."
	@$(PYTHON) -c 'import sys; sys.exit("Greenlight needs Python 3.11 or later; call make with PYTHON=python3.12, say." if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

demo: $(READY)   ## a film from BRIEF="…" in rehearsal: free, no key, no account
	@echo "Rehearsing: the embedded studio, play credits, nothing is charged."
	@printf '%s' "$$BRIEF" | $(BIN)/greenlight make - --yes

test: $(READY)   ## every test
	@echo "Running every test ..."
	@$(BIN)/python -m pytest

check: $(READY)  ## format, lint, types, layers, rules, tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest

fuzz: $(READY)   ## ten thousand random sequences of tool calls
	@GREENLIGHT_SEQUENCES=10000 $(BIN)/python -m pytest tests/agent/test_tools.py -k "any_sequence" -n 0 --timeout 7200

KILLS  ?= 300
chaos: $(READY)  ## live films on an emulator, killed at KILLS different instants; its last line is JSON
	@FAL_QUEUE_RUN_HOST=127.0.0.1:$${PORT:-18730} $(BIN)/python -m tests.agent.chaos $(KILLS)

format: $(READY) ## put the code into the one format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(READY)  ## one benchmark, NAME=main_job; its last line is JSON
	@$(BIN)/python benchmarks/$(NAME).py

pictures: $(READY) ## the README's pictures, made anew
	@$(BIN)/python docs/make_pictures.py

clean:           ## remove the virtual environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

export BRIEF
