#!/bin/sh
# Installs the newest dist/bole-*.tar.gz with the network cut and tries it there.
set -eu
cd "$(dirname "$0")/.."
ARCHIVE=$PWD/$(ls -t dist/bole-*.tar.gz | head -n1)
TRY=$(mktemp -d)
trap 'rm -rf "$TRY"' EXIT
tar -C "$TRY" -xzf "$ARCHIVE"
cat >"$TRY/try.sh" <<'TRY'
set -eu
cd "$1"
sh bole-*/install.sh "$1/there"
export BOLE_LANG=en HOME="$1"
there/bin/bole --help >/dev/null
there/bin/bole check >said 2>&1 || { cat said; exit 1; }
there/bin/bole judge there/lib/python*/site-packages/bole/policies/beijing/xicheng-xirong/2025/example.yaml \
  --programme xirong >/dev/null
# The site: tables, a backup that is sound, the first page. In its own namespace even the loopback is down.
export BOLE_HOME="$1/data" BOLE_BACKUP_PASSPHRASE=trial
BOLE_KEYS=$(there/bin/bole keys new first)
BOLE_INDEX_KEY=$(there/bin/bole keys new index | cut -d: -f2)
DJANGO_SECRET_KEY=$(there/bin/bole keys new a)$(there/bin/bole keys new b)
export BOLE_KEYS BOLE_INDEX_KEY DJANGO_SECRET_KEY
there/bin/bole migrate
there/bin/bole backup one.bole
there/bin/bole restore --check one.bole
there/bin/bole fsck
if ip link set lo up 2>/dev/null; then
  there/bin/bole serve --port 8123 --workers 1 >site.log 2>&1 &
  there/bin/python - <<'PY' || { cat site.log; kill $!; exit 1; }
import time, urllib.request
for n in range(120):
    try:
        assert b"</html>" in urllib.request.urlopen("http://127.0.0.1:8123/", timeout=10).read()
        break
    except OSError:
        time.sleep(0.5)
else:
    raise SystemExit("the site does not answer")
PY
  kill $!; wait $! || true
fi
! there/bin/python -c 'import socket; socket.create_connection(("192.0.2.1", 80), 1)' 2>/dev/null
echo "ok"
TRY
# A namespace of its own has no network at all. Where that is not allowed, pip is told not to look.
CUT='unshare --net'
if ! $CUT true 2>/dev/null; then CUT='unshare --user --map-root-user --net'; fi
if ! $CUT true 2>/dev/null; then
  echo 'no namespaces here: only pip is kept from the network' >&2
  CUT=env
fi
# Nothing of this checkout or this shell reaches it but a Python.
PYTHON=$(.venv/bin/python -c 'import sys; print(sys._base_executable)')
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 PIP_NO_INDEX=1 PYTHON="$PYTHON" $CUT sh "$TRY/try.sh" "$TRY"
