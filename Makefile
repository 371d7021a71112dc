# Every command sets up what it needs by itself; `make` alone lists them.
# Arguments go along with ARGS, for example: make test ARGS="tests/model -k undo"
PYTHON ?= python3
COMMANDS := setup run test test-long lint format bench screenshots docs check lock clean

.PHONY: help $(COMMANDS)

help:
	@$(PYTHON) packaging/bootstrap.py help

$(COMMANDS):
	@$(PYTHON) packaging/bootstrap.py $@ -- $(ARGS)
