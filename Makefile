# `make run` and `make test` need Python 3.11 or newer and nothing else; each makes what it needs.
PORT ?= 8000
export PORT

# The newest Python here that is new enough; PYTHON=/path/to/python chooses another.
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11
PYTHON ?= $(shell for p in $(CANDIDATES); do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; exit; }; done)

.PHONY: help run dev hooks test quick lint format bench soak faults deploytest hosttest screenshots lock words clean python

help: ## say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 18

run: python ## the tracker at http://127.0.0.1:8000/ with the shipped record; PORT=8123 moves it
	@exec "$(PYTHON)" -m tracker.launcher

dev: python ## the same, and it starts anew whenever a file of the source is saved
	@exec "$(PYTHON)" -m tracker.launcher --reload

test: python ## everything that CI runs
	@"$(PYTHON)" -m tracker.launcher.environment requirements-dev.txt
	@exec .venv/bin/python -m tests.suite

quick: python ## the checks, the pure tests and the core on SQLite, in under two minutes: for every save
	@"$(PYTHON)" -m tracker.launcher.environment requirements-dev.txt
	@exec .venv/bin/python -m tests.suite --quick

lint: python ## the checks without the tests
	@"$(PYTHON)" -m tracker.launcher.environment requirements-dev.txt
	@exec .venv/bin/python -m tests.suite --lint

hooks: python ## ruff, format, templates, words and names before each commit
	@"$(PYTHON)" -m tracker.launcher.environment requirements-dev.txt
	@exec .venv/bin/python -m pre_commit install

format: python ## write code and templates as the lint step wants them
	@"$(PYTHON)" -m tracker.launcher.environment requirements-dev.txt
	@.venv/bin/python -m ruff format
	@exec .venv/bin/python -m tests.templates --write

bench: python ## speed of import, verdicts, pages, digests and reading beside the bare database and mail backend; ONLY=pages runs one, KEEP=FOLDER keeps its databases
	@"$(PYTHON)" -m tracker.launcher.environment requirements-dev.txt
	@exec .venv/bin/python -m tests.servers $(if $(KEEP),--keep "$(KEEP)") -- .venv/bin/python -m tests.benchmarks $(ONLY) $(if $(COSTS),--costs $(COSTS))

soak: python ## weeks of a made-up town of readers with every fault, in random order: nothing lost, nothing twice
	@"$(PYTHON)" -m tracker.launcher.environment requirements-dev.txt
	@exec .venv/bin/python -m tests.soak

deploytest: python ## the image and compose in real containers, from the first start to an upgrade and a restored backup (root)
	@"$(PYTHON)" -m tracker.launcher.environment requirements-dev.txt
	@exec .venv/bin/python -m pytest -q -p no:cacheprovider tests/deployment/test_containers.py

hosttest: python ## deploy/install on a Debian 12 and a Debian 13 of its own, booted, then broken (root; half an hour each)
	@"$(PYTHON)" -m tracker.launcher.environment requirements-dev.txt
	@exec .venv/bin/python -m pytest -q -rs -p no:cacheprovider tests/deployment/test_host*.py

faults: python ## servers and workers stopped, killed and starved for real; minutes, on Linux with PostgreSQL and Redis
	@"$(PYTHON)" -m tracker.launcher.environment requirements-dev.txt
	@exec .venv/bin/python -m pytest -q -rs -p no:cacheprovider tests/faults

screenshots: python ## the pictures of the README into docs/pictures/, those of all main pages into test-artefacts/
	@"$(PYTHON)" -m tracker.launcher.environment requirements-dev.txt
	@PICTURES=docs/pictures exec .venv/bin/python -m pytest -q -p no:cacheprovider tests/browser/test_screenshots.py tests/browser/test_pages.py tests/browser/test_operators.py

lock: python ## pin requirements.in and requirements-dev.in anew, with hashes (needs the network)
	@"$(PYTHON)" -m tracker.launcher.environment requirements-dev.txt
	@exec .venv/bin/python -m tests.locks --write

words: python ## compile the translations (.po → .mo)
	@"$(PYTHON)" -m tracker.launcher.environment requirements-dev.txt
	@exec .venv/bin/python -m tests.words --write

clean: ## remove what the commands above made, the data folder (var/) not
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage test-artefacts
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@if [ -z "$(PYTHON)" ] || ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	  found="$$({ python3 --version || echo 'no python3 at all'; } 2>/dev/null)"; \
	  echo "make: Python 3.11 or newer is needed; here is $$found. Install one, or name it: make run PYTHON=/path/to/python3.12" >&2; exit 1; fi
