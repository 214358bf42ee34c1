# Two commands are enough: `make run` and `make test`. Both set themselves up the first time.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
SETUP := tools/setup
# More workers than this only fight over memory: each loads torch.
PYTEST_ARGS ?= -n auto --maxprocesses=4 --dist loadfile -q

.PHONY: help run demo test check setup setup-test format wheel clean-venv

help:
	@echo 'make run         install what is missing and open RVC Desk on the sample project'
	@echo 'make test        install what is missing, then every check and every test'
	@echo 'make demo        the whole job on the sample project, without a window'
	@echo 'make check       style, types, layers, translations'
	@echo 'make format      let ruff arrange the code'
	@echo 'make wheel       build an installable wheel into dist/'
	@echo 'make clean-venv  remove .venv'

setup:
	@sh $(SETUP)/system.sh run
	@sh $(SETUP)/venv.sh run

setup-test:
	@sh $(SETUP)/system.sh test
	@sh $(SETUP)/venv.sh test

run: setup
	@sh $(SETUP)/launch.sh

demo: setup
	@$(BIN)/rvcdesk demo

# All of them, so that one run shows everything there is to mend.
check: setup-test
	@sh $(SETUP)/check.sh

test: check
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

format: setup-test
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .

wheel: setup
	@$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean-venv:
	@rm -rf .venv
