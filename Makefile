.DEFAULT_GOAL := help
PORT ?= 8000
RUN := .venv/bin/
PYTEST := $(RUN)python -m pytest

.PHONY: help demo test ci bench shots docs check

help:  ## この一覧 (this list)
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo:  ## 架空のみどり区で動かす (RESET=1 で作り直す、PORT=8000)
	@scripts/bootstrap
	@MADOGUCHI_DEMO=1 PORT=$(PORT) $(RUN)madoguchi demo $(if $(RESET),--reset)

test:  ## テスト (FULL=1 で全部: PostgreSQL、ブラウザ、障害、長い性質試験)
	@scripts/bootstrap browser $(if $(FULL),full)
	@$(RUN)python -m scripts.suite $(if $(FULL),--full)

check:  ## 書式、型、読み込みの向き (ruff, mypy, import-linter)
	@scripts/bootstrap
	$(RUN)ruff check .
	$(RUN)ruff format --check .
	$(RUN)lint-imports --no-cache
	$(RUN)mypy

ci:  ## CI と同じこと
	@.ci/run

bench:  ## README の数字をすべて測りなおす (ONLY=intake で一つだけ)
	@scripts/bootstrap
	$(RUN)python -m benchmarks $(ONLY)

bench-%:
	@$(MAKE) --no-print-directory bench ONLY=$*

shots:  ## 文書の画面写真を撮りなおす
	@scripts/bootstrap browser
	$(PYTEST) tests/browser -q --shots

docs:  ## 文書の生成部分を作りなおし、HTML にする
	@scripts/bootstrap
	$(RUN)uv run --quiet --locked --group docs python -m scripts.docs
