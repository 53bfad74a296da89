# tejun. "make demo" and "make test" set up all they need, on a machine with Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Where compiled Python is not kept, each command that a test starts compiles everything anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo test check app docs serve fix pictures bench bench-peers clean

help: ## list what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 13

$(STAMP): pyproject.toml tools/setup.py
	$(PYTHON) tools/setup.py $(VENV)
	@touch $(STAMP)

demo: $(STAMP) ## conduct the weekly reconciliation of the sample shop, verify its log, build the manual
	$(BIN)/tejun demo
	$(BIN)/python tools/site.py

test: $(STAMP) ## everything CI runs: style, types, all tests (the browser's too)
	$(BIN)/python tools/browser.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory -j 2 types tests

# The types take one processor for a minute, and the tests wait for browsers now and then: both at once.
.PHONY: types tests
types: $(STAMP)
	$(BIN)/mypy

tests: $(STAMP)
	$(BIN)/pytest -n auto --dist worksteal

check: $(STAMP) ## the quick part of test: style, types, tests without a browser
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal -m "not browser"

app: $(STAMP) ## open the guided app on the sample shop
	$(BIN)/tejun app

docs: $(STAMP) ## build the manual and the documentation into build/site
	$(BIN)/python tools/site.py

serve: $(STAMP) ## the manual with live reload
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

fix: $(STAMP) ## put style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pictures: $(STAMP) ## take the pictures of the first page anew
	$(BIN)/python tools/browser.py
	$(BIN)/python tools/pictures.py

bench: $(STAMP) ## measure, side by side with the peers; prints the tables of the documentation
	$(BIN)/python benchmarks/all.py

bench-peers: $(STAMP) ## measure the ten checks of Polars, pandas, Great Expectations and others, each in its environment
	$(BIN)/python -m benchmarks.peers

clean: ## remove what was built; logs and the environment stay
	rm -rf build .pytest_cache .mypy_cache .ruff_cache
