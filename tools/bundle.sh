#!/bin/sh
# Writes dist/bole-<version>-<platform>.tar.gz: bole, every package it needs as a wheel, and an installer that
# asks no network. Built for this machine's Python and platform; for another machine:
#   BUNDLE_PLATFORM=manylinux_2_28_aarch64 BUNDLE_PYTHON=3.12 make bundle
set -eu
cd "$(dirname "$0")/.."
sh tools/bootstrap.sh run
PY=.venv/bin/python
rm -rf build/bundle
mkdir -p build/bundle/wheels dist

"$PY" -m pip --version >/dev/null
if [ -x .venv/bin/uv ]; then .venv/bin/uv build -q --wheel --no-config -o build/bundle/wheels
else "$PY" -m pip wheel -q --no-deps -w build/bundle/wheels .; fi
# uv leaves its own note beside what it built.
rm -f build/bundle/wheels/.gitignore

FOR=
if [ -n "${BUNDLE_PLATFORM:-}" ]; then FOR="--platform $BUNDLE_PLATFORM"; fi
if [ -n "${BUNDLE_PYTHON:-}" ]; then FOR="$FOR --python-version $BUNDLE_PYTHON"; fi
"$PY" -m pip download -q --only-binary :all: --require-hashes $FOR -r requirements/run.txt -d build/bundle/wheels
# A Debian without python3-venv has no pip: the bundle brings one.
"$PY" -m pip download -q --only-binary :all: --no-deps "pip==$("$PY" -c 'import pip; print(pip.__version__)')" \
  -d build/bundle/wheels

PYTHON=${BUNDLE_PYTHON:-$("$PY" -c 'import sys; print("%d.%d" % sys.version_info[:2])')}
PLATFORM=${BUNDLE_PLATFORM:-$("$PY" -c 'import sysconfig; print(sysconfig.get_platform().replace("-", "_"))')}
VERSION=$(ls build/bundle/wheels/bole-*.whl | sed -E 's/.*bole-([^-]+)-.*/\1/')
NAME=bole-$VERSION-$PLATFORM-py$PYTHON
cp requirements/run.txt build/bundle/requirements.txt
cp LICENSE NOTICE tools/bundle/install.sh tools/bundle/README.md build/bundle/
echo "$PYTHON" >build/bundle/PYTHON
(cd build/bundle && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
if grep -n '://' build/bundle/requirements.txt; then echo 'bundle: an address got into it' >&2; exit 1; fi

# The same content gives the same archive: order, owners and times are fixed.
WHEN=$(git log -1 --format=%ct 2>/dev/null || echo 0)
rm -rf "build/$NAME" && mv build/bundle "build/$NAME"
tar -C build --sort=name --mtime="@$WHEN" --owner=0 --group=0 --numeric-owner -cf - "$NAME" | gzip -1n >"dist/$NAME.tar.gz"
rm -rf "build/$NAME"
echo "dist/$NAME.tar.gz"
