# make demo   write a contract and audit two, into demo/
# make test   every test, the slow ones last
# Both need Python 3.11 or later, make, git and, the first time, the network. PYTHON=python3.12 picks another Python.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
JOBS ?= 2
ANSWERS := examples/answers/co_branding.fr.yaml
FAULTY ?= examples/contracts/partenariat_bancal.docx
PACKAGES := libreoffice-writer fonts-crosextra-carlito fonts-crosextra-caladea fonts-liberation poppler-utils chromium

.PHONY: demo faulty test office clean

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "clausekit needs Python 3.11 or later: make PYTHON=/path/to/python3.11 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "No virtual environment (on Debian and Ubuntu: apt-get install python3-venv)"; exit 1; }

$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(PIP) install -e .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	$(PIP) install -e '.[dev]'
	@touch $@ $(VENV)/installed

demo: $(VENV)/installed
	@mkdir -p demo
	$(BIN)/clausekit generate co_branding -a $(ANSWERS) --final --force -o demo/co_branding.docx
	$(BIN)/clausekit audit demo/co_branding.docx --force -o demo/co_branding.audit.txt --fail-on never
	@echo "--- the contract just written: demo/co_branding.docx"
	@head -n 6 demo/co_branding.audit.txt
	@$(MAKE) --no-print-directory faulty
	@echo "--- the audits in full: demo/co_branding.audit.txt, demo/faulty.audit.txt"

# A contract with known faults: exit code 1 says that there are findings, and is what should come.
faulty: $(VENV)/installed
	$(BIN)/clausekit audit $(FAULTY) --force -o demo/faulty.audit.txt || test $$? -eq 1
	@echo "--- a faulty contract: $(FAULTY)"
	@head -n 40 demo/faulty.audit.txt

test: $(VENV)/installed-dev office
	$(BIN)/python -m pytest -n $(JOBS) -m "slow or not slow"

# LibreOffice measures pages and reads our documents back, Chromium shows the HTML report; without them those tests
# are skipped.
office:
	@if command -v soffice >/dev/null 2>&1 && command -v chromium >/dev/null 2>&1; then exit 0; fi; \
	root=""; \
	if [ "$$(id -u)" -ne 0 ]; then root="sudo -n"; fi; \
	if command -v apt-get >/dev/null 2>&1 && { [ -z "$$root" ] || sudo -n true 2>/dev/null; } \
		&& $$root env DEBIAN_FRONTEND=noninteractive apt-get update -qq \
		&& $$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PACKAGES) >/dev/null; \
	then echo "LibreOffice and Chromium installed"; \
	else echo "LibreOffice and Chromium could not be installed: the tests that need what is not here will be skipped"; fi

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
