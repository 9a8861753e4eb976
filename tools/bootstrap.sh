#!/bin/sh
# Usage: tools/bootstrap.sh run|test|lint|bench|s3|spark
# Makes .venv hold the packages of requirements/<set>.txt. Nothing to do costs milliseconds; nothing is
# ever removed, and all sets are locked to the same versions, so a small set never undoes a larger one.
set -eu
cd "$(dirname "$0")/.."
SET=${1:-run}
VENV=${VENV:-.venv}
LOCK=requirements/$SET.txt
STAMP=$VENV/.stamp-$SET
[ -f "$LOCK" ] || { echo "bootstrap: no such set: $SET" >&2; exit 2; }

WANT="$(cat "$LOCK" requirements/boot.txt "$0" | cksum) $PWD"
if [ -x "$VENV/bin/python" ] && [ "$(cat "$STAMP" 2>/dev/null)" = "$WANT" ]; then exit 0; fi

PY=${PYTHON:-}
if [ -z "$PY" ]; then
  for p in python3.11 python3.12 python3.13 python3.14 python3; do
    if command -v "$p" >/dev/null 2>&1 && "$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
    then PY=$p; break; fi
  done
fi
[ -n "$PY" ] || { echo '需要 Python 3.11 或更新版本 / Python 3.11 or newer is needed' >&2; exit 1; }

apt_install() { # packages…: root on Debian or Ubuntu only
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -o DPkg::Lock::Timeout=120 -y -qq --no-install-recommends "$@" >/dev/null
}

if ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
  echo "$VENV: $("$PY" -V)" >&2
  rm -rf "$VENV"
  if ! "$PY" -m venv "$VENV" >/dev/null 2>&1; then
    echo '安装 python3-venv … / installing python3-venv …' >&2
    apt_install python3-venv || {
      echo '请先运行 / please run first:  sudo apt-get install python3-venv' >&2; exit 1; }
    rm -rf "$VENV"
    "$PY" -m venv "$VENV"
  fi
fi

echo "$VENV: $SET …" >&2
export PIP_DISABLE_PIP_VERSION_CHECK=1
PURELIB=$("$VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
# Everything comes built, but for Spark, which is not there in built form.
BUILT=--no-build; ONLY='--only-binary :all:'
if [ "$SET" = spark ]; then BUILT=; ONLY=; fi
# uv is only the faster installer; without it pip reads the same lock.
[ -x "$VENV/bin/uv" ] && [ -f "$VENV/.stamp-uv" ] || {
  "$VENV/bin/python" -m pip install -q --only-binary :all: --require-hashes -r requirements/boot.txt &&
    : >"$VENV/.stamp-uv" || true; }
if [ "${BOLE_NO_UV:-}" = "" ] && [ -x "$VENV/bin/uv" ] &&
  VIRTUAL_ENV=$VENV "$VENV/bin/uv" pip install -q --no-config $BUILT --require-hashes -r "$LOCK"
then :
else "$VENV/bin/python" -m pip install -q $ONLY --require-hashes -r "$LOCK"; fi

# The checkout itself: src/ on the path, and the `bole` command.
echo "$PWD/src" >"$PURELIB/bole-src.pth"
cat >"$VENV/bin/bole" <<EOF
#!$PWD/$VENV/bin/python
from bole.cli import main

if __name__ == "__main__":
    main()
EOF
chmod +x "$VENV/bin/bole"
echo "$WANT" >"$STAMP"
