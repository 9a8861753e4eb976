#!/bin/sh
# 离线安装 / installs without a network:  sh install.sh [目录 folder, default /opt/bole]
# Checks every file, makes a virtual environment and puts bole and all it needs into it. Running it again over an
# older installation upgrades; the folder can be removed at any time, data lies elsewhere.
set -eu
HERE=$(cd "$(dirname "$0")" && pwd)
TARGET=${1:-/opt/bole}
WANT=$(cat "$HERE/PYTHON")

PY=${PYTHON:-}
if [ -z "$PY" ]; then
  for p in "python$WANT" python3; do
    if command -v "$p" >/dev/null 2>&1 &&
      "$p" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != sys.argv[1])' "$WANT"
    then PY=$p; break; fi
  done
fi
[ -n "$PY" ] || { echo "需要 Python $WANT / Python $WANT is needed" >&2; exit 1; }

(cd "$HERE" && sha256sum --quiet -c SHA256SUMS) || {
  echo '归档已损坏，请重新拷贝 / the archive is damaged: copy it again' >&2; exit 1; }

[ -x "$TARGET/bin/python" ] || "$PY" -m venv --without-pip "$TARGET"
# pip of the bundle itself, not of the system; nothing but these wheels, each by its hash.
bundled_pip() {
  "$PY" "$(ls "$HERE"/wheels/pip-*.whl)/pip" --python "$TARGET/bin/python" --isolated --disable-pip-version-check \
    install -q --no-index "$@"
}
bundled_pip --find-links "$HERE/wheels" --require-hashes -r "$HERE/requirements.txt"
bundled_pip --no-deps --force-reinstall "$HERE"/wheels/bole-*.whl
"$TARGET/bin/bole" --version
echo "$TARGET/bin/bole"
