#!/bin/sh
# Writes packaging/requirements.lock: every package of constraints.txt for Linux, macOS and Windows, with
# the sha256 of each of its files. Run it after a change of pyproject.toml or constraints.txt.
set -eu
cd "$(dirname "$0")/.."
lock=packaging/requirements.lock
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
.venv/bin/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11.5 \
  --constraints packaging/constraints.txt --generate-hashes --no-annotate --no-header --quiet \
  --no-emit-index-url --no-emit-find-links --output-file "$fresh" >/dev/null
{
  echo "# Made by make lock. To install exactly this: pip install --require-hashes -r $lock"
  cat "$fresh"
} >"$lock"
echo "$(grep -c == "$lock") packages in $lock"
