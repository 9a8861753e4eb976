# Everything runs in .venv, which these targets build by themselves (tools/bootstrap.sh).
.DEFAULT_GOAL := help
.PHONY: help demo test check findings test-all test-postgres test-spark test-bundle test-proxy test-object-store soak format bench lock vendor pictures wheel bundle setup clean
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -q
JOBS ?= 2
ARGS ?=

help: ## these lines
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 26

demo: ## set up, judge an example person, serve a demo site on 127.0.0.1:8000
	@sh tools/bootstrap.sh run
	@$(BIN)/bole demo $(ARGS)

# A choice of tests may hold none for PostgreSQL: pytest then ends with 5.
test: ## everything a change needs: unit, pack, web and browser tests
	@sh tools/bootstrap.sh test
	@sh tools/browser.sh
	@$(PYTEST) -n $(JOBS) -m "not slow" $(ARGS)
	@sh tools/postgres.sh with $(PYTEST) -n $(JOBS) -m "postgres and not slow" $(ARGS) || [ $$? = 5 ]

check: ## format, lint, types, imports, vendored files, policy packs
	@sh tools/bootstrap.sh lint
	@sh tools/check.sh

findings: ## write docs/policy-findings.md again from the packs
	@sh tools/bootstrap.sh run
	@$(BIN)/bole check --policy --markdown > docs/policy-findings.md.new && mv docs/policy-findings.md.new docs/policy-findings.md

test-all: ## test, and the slow ones: every journey, mutants, large comparisons
	@sh tools/bootstrap.sh test
	@sh tools/browser.sh
	@$(PYTEST) -n $(JOBS) $(ARGS)
	@sh tools/postgres.sh with $(PYTEST) -n $(JOBS) -m postgres $(ARGS) || [ $$? = 5 ]

test-postgres: ## the tests of locks, constraints and migrations on PostgreSQL (a part of test)
	@sh tools/bootstrap.sh test
	@sh tools/postgres.sh with $(PYTEST) -n $(JOBS) -m "postgres and not slow" $(ARGS) || [ $$? = 5 ]

test-bundle: ## the offline archive, installed and tried without a network
	@sh tools/bundle.sh
	@sh tools/try-bundle.sh

soak: ## kills, restarts, a full disk, thousands of submissions (ARGS="--size 10000"; minutes)
	@sh tools/bootstrap.sh test
	@$(BIN)/python -m tests.soak $(ARGS)

test-proxy: ## nginx and Caddy of docs/tasks/deploy.md in front of the site (where installed)
	@sh tools/bootstrap.sh test
	@$(PYTEST) -m slow tests/ops/test_proxy.py $(ARGS)

test-object-store: ## files in an object store, rclone's S3 server (installs it)
	@sh tools/bootstrap.sh s3
	@$(PYTEST) -m slow tests/web/materials/test_s3.py $(ARGS)

test-spark: ## screening on a local Spark agrees with judging (installs Spark; needs Java 17)
	@sh tools/bootstrap.sh spark
	@BOLE_SPARK=1 $(PYTEST) tests/spark $(ARGS)

format: ## let ruff rewrite the code
	@sh tools/bootstrap.sh lint
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: ## compare with peers on this machine (benchmarks/)
	@sh tools/bootstrap.sh bench
	@$(BIN)/python -m benchmarks $(ARGS)

lock: ## rewrite requirements/*.txt from pyproject.toml (UPGRADE=1: newer versions)
	@sh tools/bootstrap.sh run
	@sh tools/lock.sh

vendor: ## fetch the files of other projects in vendor.json again (needs npm)
	@sh tools/bootstrap.sh run
	@$(BIN)/python tools/vendor.py $(ARGS)

pictures: ## take the pictures of docs/images anew from a made-up world (needs a browser)
	@sh tools/bootstrap.sh test
	@sh tools/browser.sh
	@$(BIN)/python tools/pictures.py $(ARGS)

wheel: ## build dist/*.whl
	@sh tools/bootstrap.sh run
	@$(BIN)/uv build -q --wheel --no-config

bundle: ## build dist/bole-*.tar.gz, which installs without a network
	@sh tools/bundle.sh

setup: ## only build .venv with all that test and check need
	@sh tools/bootstrap.sh lint

clean: ## remove .venv, caches and builds
	rm -rf $(VENV) .cache build dist .hypothesis .import_linter_cache
