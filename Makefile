# One line a task. `make site` and `make test` need Python 3.11.5 or newer; nothing else is installed by hand
# (tests get Node from PyPI and Chromium from Debian).
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
DEV := $(VENV)/.dev
# Not --quiet: MkDocs counts only the warnings it would print, so --strict would let them pass.
BUILD := $(PY) -m mkdocs build --strict
WEB := web/node_modules/.package-lock.json
# One commit, one result: dates in the build are the commit's, unless you say otherwise.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null)
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.PHONY: help site serve check stats test lint practice diagrams verify exports lock clean

help: ## list the tasks
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

site: $(VENV)/.site ## build the site into site/
	@rm -rf .build && mkdir .build
	@$(BUILD) --site-dir .build/site > .build/log 2>&1 || { cat .build/log; exit 1; }
	@$(PY) -m macros precache .build/site
	@rm -rf site && mv .build/site site && rm -r .build
	@echo "The site is in site/ : open it with 'make serve', or serve that folder"

offline: $(VENV)/.site ## build the copy that opens from disk into dist/offline/ and zip it
	@rm -rf .build && mkdir .build
	@$(BUILD) --config-file mkdocs.offline.yml --site-dir .build/offline > .build/log 2>&1 || { cat .build/log; exit 1; }
	@mkdir -p dist && rm -rf dist/offline && mv .build/offline dist/offline && rm -r .build
	@$(PY) -m macros pack dist/offline dist/aws-interview-guide.zip
	@echo "Open dist/offline/index.html"

exports: $(DEV) ## make the files to take away (Anki, EPUB, PDF, ...) in dist/; the next build of the site offers them
	@$(PY) -m macros export downloads --out dist

serve: $(VENV)/.site ## preview on http://127.0.0.1:8000 with live reload
	$(PY) -m mkdocs serve --dev-addr 127.0.0.1:8000

check: $(VENV)/.site ## run the content checks alone
	@$(PY) -m macros check

stats: $(VENV)/.site ## count what the guide holds
	@$(PY) -m macros stats

test: $(DEV) $(WEB) ## run everything that CI runs
	@tests/install-browser
	$(PY) -m ruff format --check --quiet macros tests web && $(PY) -m ruff check --quiet . && $(PY) -m mypy
	$(PY) -m macros check
	$(PY) -m macros verify
	cd web && npm run --silent check
	$(PY) -m pytest --numprocesses 2 --dist loadfile --quiet --cov --cov-report=term

verify: $(DEV) ## hold every fact against the packages that confirm it
	@$(PY) -m macros verify

drift: $(DEV) ## hold every fact against the newest packages; opens an issue if gh is signed in (needs a network)
	@$(PY) -m macros verify --against latest --report dist/drift.md || \
	  { test -n "$$GH_TOKEN" && gh issue create --title "Facts have drifted" --body-file dist/drift.md; exit 1; }

lint: $(DEV) ## mend the style, then check style and types
	$(PY) -m ruff format macros tests web && $(PY) -m ruff check --fix . && $(PY) -m mypy

practice: $(WEB) ## build the practice app from web/
	cd web && npm run --silent build

diagrams: $(DEV) $(WEB) ## draw docs/**/diagrams/*.mmd (needs Chromium)
	$(PY) web/diagrams/draw.py

# Extras are kept: without them pip looks past the pin for a newer version and then finds no hash for it.
lock: $(DEV) ## write the pinned requirements anew
	$(PY) -m uv pip compile -q --universal --no-strip-extras --python-version 3.11.5 --generate-hashes --no-header requirements.in -o requirements.txt
	$(PY) -m uv pip compile -q --universal --no-strip-extras --python-version 3.11.5 --generate-hashes --no-header requirements-dev.in -o requirements-dev.txt

clean: ## remove everything that was made
	rm -rf site dist .build .cache .pytest_cache .mypy_cache .ruff_cache .coverage* $(VENV)
	find . -name __pycache__ -type d -not -path './web/node_modules/*' -prune -exec rm -rf {} +

$(VENV)/.site: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5) and "Python 3.11.5 or newer is needed; try make PYTHON=python3.12")'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(VENV)/.site
	$(PY) -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

$(WEB): web/package.json web/package-lock.json | $(DEV)
	cd web && npm ci --silent --no-audit --no-fund
	@touch $@
