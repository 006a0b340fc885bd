PY := .venv/bin/python

.PHONY: run test chaos chaos-quick fuzz-quick lint fix eval eval-quick eval-page bench models screenshots lock licences package package-smoke setup setup-dev

run: models ## Open the window on the demo desk; without a display, walk one ticket in the terminal
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then $(PY) -m copilot; else $(PY) -m copilot demo; fi

test: setup-dev models ## All tests, the real helpdesk and the real model file among them
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

chaos: setup-dev ## 200 sends to a real helpdesk through cuts, delays and kills, 100 raced by a colleague
	@$(PY) -m tests.chaos

chaos-quick: setup-dev ## 2,000 random sequences of faults against the outbox
	@SUPPORT_COPILOT_OUTBOX_RUNS=2000 $(PY) -m pytest tests/outbox/test_outbox_machine.py -q --timeout=3600

fuzz-quick: setup-dev ## 10,000 random texts through redaction and back
	@SUPPORT_COPILOT_REDACTION_TEXTS=10000 $(PY) -m pytest tests/redaction/test_round_trip.py -q --timeout=3600

lint: setup-dev ## ruff and mypy, strict
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

fix: setup-dev ## Put right what ruff can
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

eval: setup-dev models ## All golden cases with the real model file, against the baseline
	@$(PY) -m copilot eval assist

eval-quick: setup-dev models ## The fixed sample of them
	@$(PY) -m copilot eval assist --quick

eval-page: setup-dev models ## All, beside two simple ways: the new baseline and tests/evals/RESULTS.md
	@$(PY) -m copilot eval assist --simple 40 --keep --report tests/evals/RESULTS.md

bench: setup-dev models ## Decode speed, first frame, memory, embedding, search and index
	@$(PY) -m tests.benchmarks.decode_speed
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.benchmarks.window_decode
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.benchmarks.first_frame
	@$(PY) -m tests.benchmarks.embed_speed
	@$(PY) -m tests.benchmarks.index_build
	@$(PY) -m tests.benchmarks.search_speed

screenshots: setup-dev ## Pictures of the window into screenshots/
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.ui.screenshots screenshots

lock: setup-dev ## Write packaging/requirements.lock anew: every package with its hashes
	@sh packaging/lock.sh

licences: setup-dev ## Write the SBOM and the third-party notices anew, from what is installed
	@$(PY) packaging/licences.py

models: setup ## Fetch and verify the model files
	@$(PY) -m copilot models fetch

package: ## Installers into dist/; nothing of .venv is used (packaging/README.md)
	@python3 packaging/build.py --model

package-smoke: ## Install them in a clean Debian 12 root without a network, work, remove (as root)
	@sh packaging/smoke.sh dist

setup:
	@sh packaging/setup.sh run

setup-dev:
	@sh packaging/setup.sh dev
