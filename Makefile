# Everything a user or a developer does, one word each. `make` alone lists the words.

PYTHON ?= python3
CORES ?= all
BIN := .venv/bin
LOCKED := .venv/.locked
READY := .venv/.ready
PYTEST = OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses 2 --no-loadscope-reorder
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check

COMMA := ,
CONFIGURED = import yaml; print(*yaml.safe_load(open("config/config.yaml"))["cohorts"])
# The cohorts of this run: results of others may stand beside them.
REPORTED = $(or $(subst $(COMMA), ,$(COHORTS)),$(shell $(BIN)/python -c '$(CONFIGURED)'))

.DEFAULT_GOAL := help
.PHONY: help course course-files docs report test test-slow test-fast test-cluster proof bench fuzz fuzz-r lint format reference readme clean lock environment

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: $(READY) ## Run the whole workflow on the cohorts of config/config.yaml, or on COHORTS=name
	@mkdir -p logs && touch logs/.began
	@$(BIN)/snakemake --cores $(CORES) $(if $(COHORTS),--config 'cohorts=[$(COHORTS)]') || { \
		$(BIN)/python -c 'from thuiszitters.base.logs import repeat_sentences as r; r("logs", "logs/.began")'; \
		exit 1; \
	}
	@echo
	@echo "The reports are here, and results/index.html leads to all of them:"
	@find $(REPORTED:%=results/%/report) -name '*.html' | sort | sed 's/^/  /'
	@if suppressed=$$(grep -l 'id="answerable"' $(REPORTED:%=results/%/report/policy.*.html)); then \
		echo "Numbers were suppressed; what is answered and what is not:"; \
		echo "$$suppressed" | sed 's/^/  /; s/$$/#answerable/'; \
	fi
	@echo "Before they leave, for whoever checks the output (restricted):"
	@find $(REPORTED:%=data/derived/%) -name 'review.*.html' | sort | sed 's/^/  /'

test: $(READY) ## Run the tests and the whole workflow (two to three minutes); test-slow runs all others
	@$(PYTEST) -m "not slow and not thorough and not cluster"

test-slow: $(READY) ## Attack releases, draw many cases, open reports in a browser, send wrong inputs through the workflow
	@$(PYTEST) -m "(slow or thorough) and not cluster"

test-fast: $(READY) ## Run the tests that need no workflow run and take a part of a second each (about a minute)
	@$(PYTEST) -m "not end_to_end and not slow and not thorough and not cluster"

# The executor goes into a folder of its own, which Snakemake finds by PYTHONPATH.
test-cluster: $(READY) ## Run a small register on a SLURM of two nodes on this machine; kill a job (five to ten minutes; needs SLURM)
	@if command -v uv >/dev/null 2>&1; then \
		uv pip install --quiet --python $(BIN)/python --no-deps --target .venv-cluster --group cluster; \
	else \
		$(PIP) install --no-deps --upgrade --target .venv-cluster --group cluster; \
	fi
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m cluster -rs tests/cluster

lint: $(READY) ## Check style, types and workflow
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy src
	@$(BIN)/mypy workflow/scripts
	@$(BIN)/snakefmt --check --compact-diff Snakefile workflow/Snakefile workflow/common.smk workflow/rules
	@$(BIN)/snakemake --lint

format: $(READY) ## Put code and workflow in the house style
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix
	@$(BIN)/snakefmt Snakefile workflow/Snakefile workflow/common.smk workflow/rules

environment: $(READY) ## Build the locked environment in .venv

# With uv where it is installed, with pip where it is not; the same hashes either way.
$(LOCKED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed. Name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Building the locked environment in .venv (about a minute, once)"
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --clear --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv && \
		uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements.lock; \
	else \
		$(PYTHON) -m venv --clear .venv && \
		$(PIP) install --require-hashes --compile -r requirements.lock; \
	fi
	@touch $@

# The project itself, in place: an edited module counts at once.
$(READY): $(LOCKED) pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
		uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	else \
		$(PIP) install --no-deps --no-build-isolation --editable .; \
	fi
	@$(BIN)/python -m compileall -q src
	@touch $@

course: $(READY) ## Open the course in JupyterLab (notebooks/, in Dutch and English)
	@if command -v uv >/dev/null 2>&1; then \
		uv pip install --quiet --python $(BIN)/python --group course; \
	else \
		$(PIP) install --group course; \
	fi
	@cd notebooks && ../$(BIN)/jupyter-lab

course-files: $(READY) ## Renew the notebooks from notebooks/lessons, and the tables they read
	@$(BIN)/python notebooks/make_course.py --data

docs: $(READY) ## Build the documentation as a site in site/, with the course to run in a browser (dead links fail)
	@if command -v uv >/dev/null 2>&1; then \
		uv pip install --quiet --python $(BIN)/python --group docs; \
	else \
		$(PIP) install --group docs; \
	fi
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@$(BIN)/python notebooks/make_browser.py
	@echo "The site is in site/index.html"

proof: $(READY) ## Rerun the proofs: coverage of intervals, bounds on suppressed counts (two hours)
	@$(BIN)/python benchmarks/prove_coverage.py
	@$(BIN)/python benchmarks/prove_clusters.py
	@$(BIN)/python benchmarks/prove_estimators.py
	@$(BIN)/python benchmarks/prove_profiles.py
	@$(BIN)/python benchmarks/prove_imputation.py
	@THUISZITTERS_COHORTS=2000 $(BIN)/python -m pytest tests/unit/release/system/test_suppression.py
	@THUISZITTERS_ATTACKS=500 $(BIN)/python -m pytest tests/unit/release/test_enumeration.py tests/unit/release/test_two_fits.py
	@THUISZITTERS_AUDITS=40 $(BIN)/python -m pytest tests/unit/release/test_audit.py
	@THUISZITTERS_KILLS=12 $(BIN)/python -m pytest -m slow tests/workflow/test_killed.py

# The other programs stay out of the locked environment.
bench: $(READY) ## Measure ours beside other programs, or TASKS="large numbers" of it; write benchmarks/results.md (half an hour)
	@if command -v uv >/dev/null 2>&1; then \
		{ test -x .venv-peers/bin/python || uv venv --quiet --python $(BIN)/python .venv-peers; } && \
		uv pip install --quiet --python .venv-peers/bin/python --group bench; \
	else \
		{ test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers; } && \
		.venv-peers/bin/python -m pip --quiet --disable-pip-version-check install "pip>=25.1" && \
		.venv-peers/bin/python -m pip --quiet --disable-pip-version-check install --group bench; \
	fi
	@.venv-peers/bin/python -m compileall -q .venv-peers/lib
	@$(BIN)/python benchmarks/bench.py --peers "$(CURDIR)/.venv-peers/bin/python" $(if $(TASKS),--tasks $(TASKS))

fuzz: $(READY) ## Throw 20,000 damaged files and cohort files at intake, 1,000 with their plans at check (half an hour)
	@THUISZITTERS_FUZZ=10000 $(PYTEST) tests/contracts/test_fuzz.py tests/contracts/test_fuzz_check.py

fuzz-r: $(READY) ## Compare estimates, intervals, tests and risks of 500 random tables with R (half an hour; needs R)
	@$(BIN)/python benchmarks/fuzz_against_r.py

reference: $(READY) ## Renew config/README.md and docs/results.md from the schemas and declarations
	@$(BIN)/python -c 'from thuiszitters.plan.reference import write_config_reference as w; w(".")'
	@$(BIN)/python -c 'from thuiszitters.results.reference import write_results_reference as w; w(".")'

readme: report ## Renew the pictures and outputs in the README
	@$(BIN)/python docs/make_readme.py

# What is pinned stays pinned; UPGRADE=1 takes the newest of everything, UPGRADE=numpy of one.
lock: $(READY) ## Renew requirements.lock after a change in pyproject.toml; UPGRADE=1 or =package for newer versions
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes \
		--no-emit-index-url --no-header --quiet --output-file requirements.lock \
		$(if $(filter 1,$(UPGRADE)),--upgrade,$(addprefix --upgrade-package ,$(UPGRADE)))

clean: ## Remove results, derived data and logs; the environment and raw data stay
	@rm -rf results/*/ results/index.html data/derived logs .snakemake .pytest_cache .mypy_cache .ruff_cache .hypothesis
