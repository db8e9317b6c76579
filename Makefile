# Everything there is to do with the project: `make help` lists it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# CI works in a fresh clone each time: what was compiled is kept beside it, in the user's cache.
ifdef CI
export CARGO_TARGET_DIR ?= $(HOME)/.cache/nghisu/target
endif
TARGET := $(if $(CARGO_TARGET_DIR),$(CARGO_TARGET_DIR),target)
LISTEN ?= 127.0.0.1:8080
DATA ?= ./data
NPM := npm --prefix frontend
MODULES := frontend/node_modules/.package-lock.json
WEB := frontend/dist/index.html
WEB_SOURCES := $(shell find frontend -type f -not -path 'frontend/node_modules/*' -not -path 'frontend/dist/*' -not -path 'frontend/e2e/*' -not -path 'frontend/test-results/*' 2>/dev/null)

.PHONY: help build dev run fmt lint check test faults fuzz bench search e2e generate package install

help: ## Say what can be done
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

$(MODULES): frontend/package.json frontend/package-lock.json
	$(NPM) ci --no-audit --no-fund
	@touch $@

$(WEB): $(MODULES) $(WEB_SOURCES)
	$(NPM) run build
	@touch $@

build: $(WEB) ## Build the program `nghisu`, with the web app inside
	cargo build --release --locked

run: build ## Build, and serve the demonstration house on http://localhost:8080
	$(TARGET)/release/nghisu serve --listen $(LISTEN) --data $(DATA) --demo

dev: $(MODULES) ## Serve with the web app rebuilt as it is edited
	cargo build --locked
	trap 'kill 0' EXIT; $(TARGET)/debug/nghisu serve --listen $(LISTEN) --data $(DATA) --demo & $(NPM) run dev

fmt: $(MODULES) ## Format everything
	cargo fmt --all
	$(NPM) run format

lint: $(WEB) ## Look for mistakes without running anything
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	$(NPM) run lint
	$(NPM) run typecheck

generate: $(MODULES) ## Make the files that are made from the code
	cargo run --quiet --locked -- openapi > docs/openapi.json.new
	mv docs/openapi.json.new docs/openapi.json
	$(NPM) run api

check: lint ## Lint, and run the tests that need neither browser nor database server
	cargo test --locked --workspace --exclude nghisu-tests
	$(NPM) test

install: ## Install what the tests need and this machine lacks
	tests/install.sh

test: install lint ## Run everything CI runs
	cargo build --locked
	$(NPM) run api
	git diff --exit-code -- frontend/src/api/schema.ts || { echo 'frontend/src/api/schema.ts is stale: run `make generate` and commit what changed' >&2; exit 1; }
	$(NPM) test
	tests/postgres.sh cargo test --locked --workspace
	NGHISU_BIN=$(abspath $(TARGET))/debug/nghisu $(NPM) run e2e

e2e: $(WEB) ## Run the browser tests alone
	cargo build --locked
	NGHISU_BIN=$(abspath $(TARGET))/debug/nghisu $(NPM) run e2e

faults: install ## Try what can go wrong: kills, bad networks, full disks, floods (a quarter of an hour)
	cargo build --locked
	tests/postgres.sh cargo test --locked -p nghisu-tests -- --ignored --test-threads=1 --nocapture

FUZZ := incoming merge_patch text pdf copy signature office pages page_text
SECONDS_EACH ?= 60

# The sanitizers are of nightly; the stable compiler has them too when told so.
fuzz: ## Feed nonsense to whatever reads bytes from outside (a minute each; SECONDS_EACH=600 for longer)
	@cargo fuzz --version >/dev/null 2>&1 || { echo 'Missing: cargo install cargo-fuzz' >&2; exit 1; }
	for target in $(FUZZ); do \
		known=$(abspath $(TARGET))/fuzz/known/$$target; mkdir -p $$known; \
		RUSTC_BOOTSTRAP=1 cargo fuzz run --fuzz-dir tests/fuzz --target-dir $(abspath $(TARGET))/fuzz $$target $$known \
			$$(ls -d $(CURDIR)/tests/fuzz/seeds/$$target 2>/dev/null || true) -- -max_total_time=$(SECONDS_EACH) -timeout=30; \
	done

bench: install build ## Measure a house full of tablets beside the limit, and search in a large one; figures in target/bench
	cargo build --release --locked -p nghisu-rehearsal --bin bench
	$(TARGET)/release/bench --server $(TARGET)/release/nghisu --out $(TARGET)/bench
	cargo bench --locked -p nghisu-papers --bench reading_copy
	tests/postgres.sh $(MAKE) search

# Through tests/postgres.sh for both databases; without it for SQLite alone.
search:
	cargo bench --locked -p nghisu-store --bench search -- --out $(abspath $(TARGET))/bench $(if $(NGHISU_TEST_POSTGRES),--postgres $(NGHISU_TEST_POSTGRES))

package: build ## Put the program and its documents into one archive
	mkdir -p $(TARGET)/package/nghisu
	cp -r $(TARGET)/release/nghisu README.md LICENSE CHANGELOG.md docs $(TARGET)/package/nghisu/
	tar -C $(TARGET)/package -czf $(TARGET)/nghisu.tar.gz nghisu
	@echo $(TARGET)/nghisu.tar.gz
