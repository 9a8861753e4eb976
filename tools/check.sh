#!/bin/sh
# `make check`: runs every check, tells all that fail, and fails if one did.
set -u
cd "$(dirname "$0")/.."
BIN=.venv/bin
BAD=
run() { # name, command…
  name=$1; shift
  if OUT=$("$@" 2>&1); then echo "ok    $name"
  else echo "FAIL  $name"; printf '%s\n' "$OUT" | sed 's/^/      /'; BAD="$BAD $name"; fi
}
run format "$BIN/ruff" format --check -q .
run lint "$BIN/ruff" check -q --output-format concise .
# The types of the tables come from the settings, which read the environment.
run types env DJANGO_DEBUG=1 "$BIN/mypy"
run imports "$BIN/lint-imports" .importlinter
run vendor "$BIN/python" tools/vendor.py --check
if [ -f src/bole/check/__init__.py ]; then run packs "$BIN/bole" check; fi
run addresses sh -c '! grep -rn "://" requirements pyproject.toml'
[ -z "$BAD" ] || { echo "make check:$BAD" >&2; exit 1; }
