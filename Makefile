# Two commands for a newcomer: `make demo` and `make test`.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Errors only: older pips warn that lxml has no extra "html_clean", though they do install it.
PIP = $(BIN)/python -m pip install -qq --disable-pip-version-check
LIBRARY ?= library
SERVE ?= 1
# Installed once, and again when what is wanted changes.
INSTALLED := $(VENV)/installed
INSTALLED_TEST := $(VENV)/installed-test
# The peers that `make bench` measures us beside: extras, in an environment of their own.
PEERS := .venv-peers

.PHONY: demo test lint install bench bench-peers clean

install: $(INSTALLED)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing: a minute or two."
	@$(PIP) -c constraints.txt -e .
	touch $@

$(INSTALLED_TEST): pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing what the tests need: a minute or two."
	@$(PIP) -c constraints.txt -e '.[test,eval,train]'
	touch $@ $(INSTALLED)

demo: $(INSTALLED)
	$(BIN)/assistant --library $(LIBRARY) add --samples
	@echo
	@echo '$$ assistant ask "what did Lavrov say about Syria"'
	$(BIN)/assistant --library $(LIBRARY) ask "what did Lavrov say about Syria"
	@echo
	@echo '$$ assistant summarise (the newest article)'
	$(BIN)/assistant --library $(LIBRARY) summarise "$$($(BIN)/assistant --library $(LIBRARY) articles | head -n 1 | cut -d ' ' -f 1)"
ifeq ($(SERVE),1)
	$(BIN)/assistant --library $(LIBRARY) serve
endif

test: $(INSTALLED_TEST) lint
	$(BIN)/python -m pytest -q

lint: $(INSTALLED_TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(INSTALLED)
	$(BIN)/python -m tests.bench.run --peers-python $(PEERS)/bin/python

bench-peers: $(PEERS)/installed

$(PEERS)/installed: tests/bench/requirements.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check -r tests/bench/requirements.txt
	touch $@

clean:
	rm -rf $(VENV) $(PEERS) build *.egg-info
