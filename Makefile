# The newsroom's commands. `make run` opens the demo paper, `make test` checks everything.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := ENV_FILE=fixtures/paper.env
PORT ?= 8000

.PHONY: run passwords test lint checks fixtures benchmark lock clean

run: $(VENV)/run-installed
	@$(DEMO) $(BIN)/python manage.py open_demo --port $(PORT)
	@$(DEMO) SITE_URL=$${SITE_URL:-http://127.0.0.1:$(PORT)} exec \
		$(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --blocking-threads 4 \
		--no-ws --log-level warning newsroom.wsgi:application

passwords: $(VENV)/run-installed
	@$(DEMO) $(BIN)/python manage.py demo_passwords

test: lint checks
	@$(BIN)/python -m tests.both

lint: $(VENV)/test-installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/mypy
	$(BIN)/lint-imports

checks: $(VENV)/test-installed
	SITE_URL=https://www.example.org DATA_DIR=var/checks $(BIN)/python manage.py check --deploy --fail-level WARNING
	DATA_DIR=var/checks $(BIN)/python manage.py makemigrations --check --dry-run

fixtures: $(VENV)/run-installed
	@rm -rf var/fixtures
	$(DEMO) DATA_DIR=var/fixtures $(BIN)/python manage.py migrate --verbosity 0
	$(DEMO) DATA_DIR=var/fixtures $(BIN)/python manage.py load_demo
	$(DEMO) DATA_DIR=var/fixtures $(BIN)/python manage.py dump_paper fixtures/meridian.json

benchmark: $(VENV)/test-installed
	$(BIN)/python -m benchmarks.publish_seed
	$(BIN)/python -m benchmarks.read_pages
	$(BIN)/python -m benchmarks.many_stories
	$(BIN)/python -m benchmarks.many_drafts

# Resolve the dependencies anew for the oldest Python that is supported.
lock: $(VENV)/test-installed
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --python-version 3.11 --no-header --no-annotate requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --python-version 3.11 --no-header --no-annotate requirements-dev.in -o requirements-dev.txt

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Python 3.11, 3.12 or 3.13 is needed; try: make PYTHON=python3.11 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "The module venv is missing. On Debian: apt install python3-venv"; exit 1; }

$(VENV)/run-installed: requirements.txt | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test-installed: requirements.txt requirements-dev.txt | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/run-installed

clean:
	rm -rf $(VENV) var
