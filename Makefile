# make run [ARGS="..."]   set up once, then open the editor on a sample photo, or run `lacuna ARGS`
# make test               set up once, then every test, offscreen
# make lint               ruff, mypy, import-linter
# make wheel              a wheel and an sdist in dist/, tried in a new environment
# make bundle             dist/lacuna, a folder with the program and Python, tried as somebody without Python has it
# make deb                the bundle as a .deb and as a .tar.gz with install.sh
# make bench              times and scores beside OpenCV and scikit-image, and a scripted visit of the window
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PACKAGING := $(VENV)/.packaging

run: $(STAMP)
	@sh packaging/run.sh $(ARGS)

test: $(STAMP)
	QT_QPA_PLATFORM=offscreen OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --dist loadscope $(ARGS)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/python -m bench $(ARGS)

wheel: $(PACKAGING)
	rm -rf build dist/*.whl dist/*.tar.gz
	$(BIN)/python -m build --no-isolation
	sh packaging/try_wheel.sh dist/*.whl $(VENV)

bundle: $(PACKAGING)
	$(BIN)/python -m PyInstaller --noconfirm --distpath dist --workpath build/bundle packaging/lacuna.spec
	sh packaging/try_bundle.sh dist/lacuna resources

deb: bundle
	sh packaging/linux/package.sh dist/lacuna dist $(BIN)/python

$(PACKAGING): $(STAMP)
	$(BIN)/pip install -q --disable-pip-version-check -e '.[packaging]'
	@touch $@

$(STAMP): pyproject.toml packaging/setup.sh
	@sh packaging/setup.sh $(VENV)
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info

.PHONY: run test lint wheel bundle deb bench clean
