# What a person types. Everything happens in .venv, made on the way; nothing else is touched.

PYTHON ?= python3
VENV := .venv
VENV_WHOOSH3 := .venv-whoosh3
BIN := $(VENV)/bin
SETS ?= ../shared/corpora/cmrc2018
CORPUS ?= ../shared/corpora/xwlb.jsonl.xz

# The tests of everything that touches the engine's API.
ENGINE_TESTS := tests/test_engine_contract.py tests/test_recall.py tests/test_update.py tests/test_archive.py \
	tests/test_codec.py

# Neighbours stay together, so that what a file's tests share is made once or twice.
ON_ALL_CORES := --numprocesses auto --dist worksteal

# The tests that watch what a process imports, opens and writes, which coverage does too.
UNWATCHED := --ignore tests/test_start.py --ignore tests/test_privacy.py

# Options of the benchmark: BENCH="--articles 2000 --save", BENCH="--limit whoosh=10000 --times 10".
BENCH ?=

# Options of the test of recall, which takes all of CORPUS without: RECALL="--articles 5000 --substrings 500".
RECALL ?=

# Options of the fuzzers: FUZZ="query segment --minutes 30"; without targets all of them, one after the other.
FUZZ ?= --minutes 1

# Options of the kills and of the readers beside a writer: CRASH="--kills 50", COMPANY="--seconds 10".
CRASH ?= --kills 500
COMPANY ?= --readers 8 --seconds 60

.PHONY: help demo lint format catalogue test test-whoosh3 coverage eval recall bench fuzz crash faults power company clean

help:            ## this list
	@grep -E '^[a-z0-9-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 16

demo: $(VENV)/installed  ## install, index the five pages in seeds/, search them
	$(BIN)/searcher --archive .searcher index seeds
	$(BIN)/searcher --archive .searcher 红蜂驿站

lint: $(VENV)/installed-for-tests  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/installed-for-tests  ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

catalogue: $(VENV)/installed-for-tests  ## bring the messages to be translated up to date, compile what is translated
	$(BIN)/python -m tests.catalogue

test: $(VENV)/installed-for-tests  ## all tests, on all cores
	$(BIN)/python -m pytest $(ON_ALL_CORES)

test-whoosh3: $(VENV_WHOOSH3)/installed  ## the engine's tests on whoosh3, the maintained fork of Whoosh
	$(VENV_WHOOSH3)/bin/python -m pytest $(ON_ALL_CORES) $(ENGINE_TESTS)

coverage: $(VENV)/installed-for-coverage  ## which branches the tests take
	$(BIN)/python -m pytest $(ON_ALL_CORES) $(UNWATCHED) --cov --cov-report=json
	$(BIN)/python -m tests.branches coverage.json

eval: $(VENV)/installed-for-tests  ## MRR@10, R@1, R@10 of the retrieval sets in SETS
	$(BIN)/python -m tests.evaluate $(SETS)

recall: $(VENV)/installed-for-tests  ## 2,000 random substrings of CORPUS against brute force, in each state of an archive
	$(BIN)/python -m tests.recall $(RECALL) $(CORPUS)

bench: $(VENV)/installed-for-bench  ## this engine and its peers on CORPUS, in one run; BENCH has its options
	$(BIN)/python -m tests.bench $(BENCH) $(CORPUS)

fuzz: $(VENV)/installed-for-fuzz  ## hostile input for each target of tests/fuzz; FUZZ has its options
	$(BIN)/python -m tests.fuzz $(FUZZ)

crash: $(VENV)/installed-for-tests  ## a writer killed again and again; CRASH has its options
	$(BIN)/python -m tests.crash $(CRASH)

faults: $(VENV)/installed-for-tests  ## every call of the file system refused in turn
	$(BIN)/python -m tests.crash.faults

power: $(VENV)/installed-for-tests  ## what a power cut may leave, at every step
	$(BIN)/python -m tests.crash.power

company: $(VENV)/installed-for-tests  ## readers beside a writer; COMPANY has its options
	$(BIN)/python -m tests.company $(COMPANY)

clean:           ## remove what make made
	rm -rf $(VENV) $(VENV_WHOOSH3) .coverage* coverage.json .searcher .bench-* .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("searcher needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-for-tests: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

$(VENV)/installed-for-coverage: $(VENV)/installed-for-tests
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[coverage]'
	@touch $@

$(VENV)/installed-for-bench: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

$(VENV)/installed-for-fuzz: $(VENV)/installed-for-tests
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	@touch $@

$(VENV_WHOOSH3)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV_WHOOSH3)
	$(VENV_WHOOSH3)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	$(VENV_WHOOSH3)/bin/python -m pip uninstall --quiet --yes Whoosh
	$(VENV_WHOOSH3)/bin/python -m pip install --quiet --disable-pip-version-check whoosh3
	@touch $@
