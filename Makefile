# One line a task. `make site` and `make test` need Python 3.11.5 or newer; nothing else is installed by hand
# (tests get Node from PyPI and Chromium from Debian).
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
DEV := $(VENV)/.dev
# Not --quiet: MkDocs counts only the warnings it would print, so --strict would let them pass.
BUILD := $(PY) -m mkdocs build --strict
WEB := web/node_modules/.package-lock.json
BENCH := .cache/benchmark
# Where a task builds: each has a folder of its own, for several may run at once.
WORK = .build/$@
# One commit, one result: dates in the build are the commit's, unless you say otherwise.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null)
export NO_MKDOCS_2_WARNING := 1
# A variable that is set to nothing, as forges do, is none; MkDocs would take it for an address.
$(foreach name,GUIDE_SITE_URL GUIDE_REPO_URL GUIDE_REPORT_EMAIL,$(if $($(name)),,$(eval unexport $(name))))
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

# What a scheduled run found becomes an issue where gh is signed in; the exit code says so in any case.
issue = { test -z "$$GH_TOKEN" || gh issue list --json title --jq '.[].title' | grep -qxF "$(1)" || \
  head -c 65000 $(2) | gh issue create --title "$(1)" --body-file -; exit 1; }

.PHONY: help site zensical serve check fix fuzz stats test lint practice diagrams offline verify upstream exports stale links drift release deploy lock clean bench bench-tools icons fonts styles lighthouse axe views

help: ## list the tasks
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

site: $(VENV)/.site ## build the site into site/
	@rm -rf $(WORK) && mkdir -p $(WORK)
	@$(BUILD) --site-dir $(WORK)/site > $(WORK)/log 2>&1 || { cat $(WORK)/log; exit 1; }
	@$(PY) -m macros share $(WORK)/site
	@$(PY) -m macros csp $(WORK)/site
	@$(PY) -m macros precache $(WORK)/site
	@rm -rf site && mv $(WORK)/site site && rm -r $(WORK)
	@echo "The site is in site/ : open it with 'make serve', or serve that folder"

# The checks come first: Zensical empties its folder before it meets a finding.
zensical: $(DEV) ## build the site with Zensical into dist/zensical/, and print what differs from what MkDocs builds
	@rm -rf $(WORK) && mkdir -p $(WORK)
	@$(PY) -m macros check > $(WORK)/log 2>&1 || { cat $(WORK)/log; exit 1; }
	@GUIDE_SITE_DIR=$(WORK)/zensical GUIDE_LINK_TARGETS=ignore $(PY) -m zensical build --clean --strict > $(WORK)/log 2>&1 || \
	  { cat $(WORK)/log; exit 1; }
	@$(BUILD) --site-dir $(WORK)/site > $(WORK)/log 2>&1 || { cat $(WORK)/log; exit 1; }
	@$(PY) -m tests.support.engines $(WORK)/site $(WORK)/zensical
	@$(PY) -m macros csp $(WORK)/zensical
	@$(PY) -m macros precache $(WORK)/zensical
	@mkdir -p dist && rm -rf dist/zensical && mv $(WORK)/zensical dist/zensical && rm -r $(WORK)
	@echo "The site is in dist/zensical/"

offline: $(VENV)/.site ## build the copy that opens from disk into dist/offline/ and zip it
	@rm -rf $(WORK) && mkdir -p $(WORK)
	@$(BUILD) --config-file mkdocs.offline.yml --site-dir $(WORK)/site > $(WORK)/log 2>&1 || { cat $(WORK)/log; exit 1; }
	@mkdir -p dist && rm -rf dist/offline && mv $(WORK)/site dist/offline && rm -r $(WORK)
	@$(PY) -m macros pack dist/offline dist/aws-interview-guide.zip
	@echo "Open dist/offline/index.html"

exports: $(DEV) ## make the files to take away (Anki, EPUB, PDF, ...) in dist/; the next build of the site offers them
	@$(PY) -m macros export downloads --out dist

serve: $(VENV)/.site ## preview on http://127.0.0.1:8000 with live reload
	$(PY) -m mkdocs serve --dev-addr 127.0.0.1:8000

check: $(VENV)/.site ## run the content checks alone
	@$(PY) -m macros check

fix: $(VENV)/.site ## mend what needs no thought in the content, then check it
	@$(PY) -m macros check --fix

stats: $(VENV)/.site ## count what the guide holds
	@$(PY) -m macros stats

test: $(DEV) $(WEB) ## run everything that CI runs
	@tests/install-browser
	$(PY) -m ruff format --check --quiet macros tests web && $(PY) -m ruff check --quiet . && $(PY) -m mypy
	$(PY) -m macros check
	$(PY) -m macros verify
	cd web && npm run --silent check
	$(PY) -m pytest --numprocesses 2 --dist loadfile --quiet --cov --cov-report=term

fuzz: $(DEV) ## throw ten times as many broken files at the generator as the tests do, other ones each day
	$(PY) -m pytest tests/fuzz --numprocesses 2 --quiet --mutants 20000 --mutants-seed $$(date +%Y%m%d)

axe: $(DEV) $(WEB) site ## hold every page against WCAG 2.2 AA with axe, in both palettes, at 100 % and 200 %
	@$(PY) -m tests.support.axe site

views: $(DEV) ## keep the look of today as what the tests compare with; look at tests/browser/views before you commit
	UPDATE_VIEWS=1 $(PY) -m pytest tests/browser/test_views.py --quiet

verify: $(DEV) ## hold every fact against the packages that confirm it
	@$(PY) -m macros verify

stale: $(VENV)/.site ## list what should be read against its sources again; opens an issue if gh is signed in
	@mkdir -p dist && SOURCE_DATE_EPOCH= $(PY) -m macros check --only stale-dates --strict > dist/stale.txt 2>&1 || \
	  { cat dist/stale.txt; $(call issue,Checks are due,dist/stale.txt); }

links: $(DEV) site ## follow every link to other sites; opens an issue if gh is signed in (needs a network)
	@mkdir -p dist && $(VENV)/bin/lychee --no-progress --format markdown --root-dir site --index-files index.html \
	  --exclude-path search --max-retries 3 --output dist/links.md site || $(call issue,Links lead nowhere,dist/links.md)

styles: $(DEV) $(WEB) ## look again which rules of the theme's style sheet the pages need, e.g. after a new version of it
	@rm -rf $(WORK) && $(BUILD) --site-dir $(WORK)
	node web/styles/purge.mjs $(WORK) "$$($(PY) -c 'import material, pathlib; print(pathlib.Path(material.__file__).parent / "templates/assets/stylesheets")')"

# On a machine that does nothing else: scores of performance are times.
lighthouse: $(DEV) ## measure a build of the site with Lighthouse, as a phone sees it (needs Chromium)
	cd web/lighthouse && npm ci --silent --no-audit --no-fund
	@rm -rf $(WORK) && GUIDE_SITE_URL=http://127.0.0.1:8790/ $(BUILD) --site-dir $(WORK)
	@$(PY) -m macros csp $(WORK)
	node web/lighthouse/measure.mjs $(WORK) 8790

drift: $(DEV) ## hold every fact against the newest packages; opens an issue if gh is signed in (needs a network)
	@$(PY) -m macros verify --against latest --report dist/drift.md || \
	  $(call issue,Facts have drifted,dist/drift.md)

upstream: $(DEV) ## list what changed in the API models since the pinned ones; opens an issue if gh is signed in (needs a network)
	@$(PY) -m macros upstream --report dist/upstream.md || \
	  $(call issue,The API models have changed,dist/upstream.md)

# The ids of questions that readers get with a release are kept for ever: the list must have them.
release: $(DEV) ## make a release of the tag that is checked out, with all files to take away (needs gh)
	@$(PY) -m macros check --fix && git diff --exit-code -- docs || { echo "commit what 'make fix' wrote, then tag again"; exit 1; }
	@$(MAKE) exports offline
	gh release create "$$(git describe --tags --exact-match)" --generate-notes \
	  $$($(PY) -c 'import json; print(*("dist/" + row["file"] for row in json.load(open("dist/downloads.json"))))')

# The service worker comes last, for it names the files of its version.
STACK ?= guide
deploy: $(DEV) site ## put the site on AWS, into the stack STACK; needs DOMAIN, CERTIFICATE and EMAIL (see the page Hosting)
	aws cloudformation deploy --region us-east-1 --stack-name $(STACK) \
	  --template-file docs/networking/cloudfront/examples/guide_hosting.template.yaml --parameter-overrides \
	  "DomainName=$(DOMAIN)" "CertificateArn=$(CERTIFICATE)" "AlarmEmail=$(EMAIL)" \
	  "ContentSecurityPolicy=$$($(PY) -m macros csp site --print)"
	aws s3 sync site "s3://$(call output,Bucket)" --delete --exclude _headers --exclude service-worker.js
	aws s3 cp site/service-worker.js "s3://$(call output,Bucket)/"
	aws cloudfront create-invalidation --distribution-id "$(call output,Distribution)" --paths '/*'
output = $$(aws cloudformation describe-stacks --region us-east-1 --stack-name $(STACK) --output text \
  --query "Stacks[0].Outputs[?OutputKey=='$(1)'].OutputValue")

lint: $(DEV) ## mend the style, then check style and types
	$(PY) -m ruff format macros tests web && $(PY) -m ruff check --fix . && $(PY) -m mypy

practice: $(WEB) ## build the practice app from web/
	cd web && npm run --silent build

diagrams: $(DEV) $(WEB) ## draw docs/**/diagrams/*.mmd (needs Chromium)
	$(PY) web/diagrams/draw.py

# SIZES=S,M,L TOOLS=ours,material ROUNDS=3 VARIANTS=cold,unchanged,edited,serve choose what is measured.
bench: $(DEV) bench-tools ## measure builds of ours and of other generators; minutes (see the page Performance)
	$(PY) -m tests.benchmark $(if $(SIZES),--sizes $(SIZES)) $(if $(TOOLS),--tools $(TOOLS)) \
	  $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(VARIANTS),--variants $(VARIANTS))

bench-tools: $(BENCH)/.installed ## install the other generators, apart from everything else
icons: $(DEV) ## draw the site's icon as bitmaps (needs Chromium)
	$(PY) web/icons/draw.py

fonts: $(DEV) ## cut the typefaces down to the characters of the guide (needs a network)
	$(PY) web/fonts/subset.py

# Extras are kept: without them pip looks past the pin for a newer version and then finds no hash for it.
lock: $(DEV) ## write the pinned requirements anew
	$(PY) -m uv pip compile -q --universal --no-strip-extras --python-version 3.11.5 --generate-hashes --no-header requirements.in -o requirements.txt
	$(PY) -m uv pip compile -q --universal --no-strip-extras --python-version 3.11.5 --generate-hashes --no-header requirements-dev.in -o requirements-dev.txt
	$(PY) -m uv pip compile -q --universal --no-strip-extras --python-version 3.11.5 --generate-hashes --no-header tests/benchmark/requirements.in -o tests/benchmark/requirements.txt

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

$(BENCH)/.installed: tests/benchmark/requirements.txt tests/benchmark/package.json tests/benchmark/package-lock.json | $(DEV)
	@mkdir -p $(BENCH) && $(PY) -m venv $(BENCH)/venv
	$(BENCH)/venv/bin/python -m pip install --quiet --require-hashes -r tests/benchmark/requirements.txt
	@cp tests/benchmark/package.json tests/benchmark/package-lock.json $(BENCH)
	cd $(BENCH) && npm ci --silent --no-audit --no-fund
	@touch $@

$(WEB): web/package.json web/package-lock.json | $(DEV)
	cd web && npm ci --silent --no-audit --no-fund
	@touch $@
