#!/bin/sh
# Writes requirements/*.txt from pyproject.toml: hashes, and no addresses. UPGRADE=1 takes newer versions.
# The lint set is resolved first and constrains the others, so that one .venv serves them all.
set -eu
cd "$(dirname "$0")/.."
UV=.venv/bin/uv
compile() { # output, sources and options…
  out=$1; shift
  "$UV" pip compile -q --no-config --universal --python-version 3.11 --generate-hashes --no-header \
    --no-annotate --no-emit-index-url ${UPGRADE:+--upgrade} "$@" -o "requirements/$out.txt"
}
compile boot requirements/boot.in
compile lint pyproject.toml --group test --group lint
sed -E 's/ *\\$//; /^ *--hash/d' requirements/lint.txt >.venv/constraints.txt
compile run pyproject.toml -c .venv/constraints.txt
compile test pyproject.toml --group test -c .venv/constraints.txt
compile bench pyproject.toml --group test --group bench -c .venv/constraints.txt
compile s3 pyproject.toml --group test --group s3 -c .venv/constraints.txt
compile spark pyproject.toml --extra spark --group test -c .venv/constraints.txt
if grep -n '://' requirements/*; then
  echo 'lock: an address got into a lock file' >&2; exit 1
fi
