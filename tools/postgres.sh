#!/bin/sh
# Usage: tools/postgres.sh start | url | stop | with COMMAND…
# A PostgreSQL of this checkout alone, for tests and measurements: a Unix socket in .cache/pg, no TCP, no
# password. `start` prints its DATABASE_URL, in milliseconds where it already runs; `with` runs a command with
# that in the environment, or says why there is none and goes on (an error under CI). PostgreSQL is installed
# only for root on Debian or Ubuntu. Writes are not flushed to disk unless DURABLE=1, as benchmarks want it.
set -eu
cd "$(dirname "$0")/.."
WHAT=${1:-start}; [ $# = 0 ] || shift

binaries() { # prints the newest PostgreSQL's folder of programs
  for d in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -rV) \
    "$(pg_config --bindir 2>/dev/null || true)" "$(dirname "$(command -v initdb || echo /none/x)")"; do
    if [ -x "$d/initdb" ] && [ -x "$d/postgres" ]; then echo "$d"; return 0; fi
  done
  return 1
}

install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
  echo '安装 postgresql … / installing postgresql …' >&2
  # The package would make and start a cluster of its own, on a port; the word against it goes again.
  note=/etc/postgresql-common/createcluster.d/bole.conf
  mkdir -p "$(dirname "$note")"; echo 'create_main_cluster = false' >"$note"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -o DPkg::Lock::Timeout=120 -y -qq --no-install-recommends \
    postgresql >/dev/null; } >&2 || { rm -f "$note"; return 1; }
  rm -f "$note"
}

# The server refuses to be root: then it is `postgres`, or an account made for it.
OWNER=
if [ "$(id -u)" = 0 ]; then
  OWNER=postgres
  if ! id "$OWNER" >/dev/null 2>&1; then OWNER=bole-postgres; fi
fi
as_owner() { if [ -n "$OWNER" ]; then (cd / && setpriv --reuid "$OWNER" --regid "$(id -g "$OWNER")" --clear-groups -- "$@"); else "$@"; fi; }

# A socket's path may have 107 bytes, and the owner must reach it; elsewhere a folder of /tmp serves.
place() {
  HOME_DIR=$PWD/.cache/pg
  mkdir -p .cache
  if [ ${#HOME_DIR} -gt 80 ] || ! as_owner test -x "$PWD/.cache"; then
    HOME_DIR=/tmp/bole-pg-$(printf %s "$PWD" | cksum | cut -d' ' -f1)
  fi
  DATA=$HOME_DIR/data
  case $HOME_DIR in *[!A-Za-z0-9/._~+-]*) HOST=$(printf %s "$HOME_DIR" | sed 's/%/%25/g; s/ /%20/g; s/?/%3F/g; s/#/%23/g; s/&/%26/g') ;;
  *) HOST=$HOME_DIR ;; esac
  URL="postgresql://bole@/bole?host=$HOST"
}

# A number in postmaster.pid may by now be another process, or nobody: only a server on this data counts.
running() {
  pid=$(head -n1 "$DATA/postmaster.pid" 2>/dev/null) || return 1
  [ -n "$pid" ] || return 1
  tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$DATA"
}
asks() { "$BIN/psql" -qAtX -h "$HOME_DIR" -U bole -d "$1" -c "$2"; }
flushes() { # fsync on or off, without a restart
  want=off; [ "${DURABLE:-}" != 1 ] || want=on
  [ "$(asks bole 'show fsync')" = $want ] && return 0
  for name in fsync synchronous_commit full_page_writes; do asks bole "alter system set $name = $want"; done
  asks bole 'select pg_reload_conf()' >/dev/null
}

start() {
  # One start at a time; the server itself must not hold the lock.
  mkdir -p .cache
  exec 9>.cache/pg.lock
  if command -v flock >/dev/null 2>&1; then flock 9; fi
  if begin 9>&-; then exec 9>&-; else exec 9>&-; return 1; fi
}

begin() {
  BIN=$(binaries) || { install && BIN=$(binaries); } || {
    echo '没有 PostgreSQL / no PostgreSQL here:  sudo apt-get install postgresql' >&2; return 1; }
  if [ -n "$OWNER" ]; then
    if id postgres >/dev/null 2>&1; then OWNER=postgres
    else id "$OWNER" >/dev/null 2>&1 || useradd -r -M -s /usr/sbin/nologin "$OWNER"; fi
  fi
  place
  if running && flushes 2>/dev/null; then return 0; fi
  major=$("$BIN/postgres" --version | sed -E 's/[^0-9]*([0-9]+).*/\1/')
  if ! running; then
    # What another version wrote, or a start that was cut short, is made anew: there are only tests in it.
    if [ "$(as_owner cat "$DATA/PG_VERSION" 2>/dev/null)" != "$major" ] || [ ! -f "$HOME_DIR/ready" ]; then
      rm -rf "$HOME_DIR"; mkdir -p "$HOME_DIR"; chmod 755 "$HOME_DIR"
      [ -z "$OWNER" ] || chown "$OWNER" "$HOME_DIR"
      as_owner "$BIN/initdb" -D "$DATA" -U bole -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
      cat >>"$DATA/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$HOME_DIR'
unix_socket_permissions = 0700
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
timezone = 'Asia/Shanghai'
CONF
      : >"$HOME_DIR/ready"
    fi
    rm -f "$DATA/postmaster.pid" "$HOME_DIR"/.s.PGSQL.*
    as_owner "$BIN/pg_ctl" -D "$DATA" -l "$HOME_DIR/log" -w -t 60 start >/dev/null || {
      tail -n 20 "$HOME_DIR/log" >&2; return 1; }
  fi
  [ "$(asks postgres "select 1 from pg_database where datname = 'bole'")" = 1 ] ||
    asks postgres 'create database bole'
  flushes
}

stop() {
  place
  if BIN=$(binaries) && running; then as_owner "$BIN/pg_ctl" -D "$DATA" -m fast -w stop >/dev/null; fi
}

case $WHAT in
start) start && echo "$URL" ;;
url) place; echo "$URL" ;;
stop) stop ;;
with)
  if start; then
    # Each run has a name of its own, so that two at once do not drop each other's test databases; those
    # of runs that were killed go.
    for name in $(asks postgres "select datname from pg_database where datname ~ '^test_bole_[0-9]+'"); do
      pid=$(echo "$name" | sed -E 's/^test_bole_([0-9]+).*/\1/')
      kill -0 "$pid" 2>/dev/null || asks postgres "drop database if exists \"$name\" with (force)" || true
    done
    DATABASE_URL=$(echo "$URL" | sed "s|/bole?|/bole_$$?|") exec "$@"
  fi
  echo 'PostgreSQL 上的测试跳过 / tests on PostgreSQL are skipped' >&2
  [ -z "${CI:-}" ] ;;
*) echo 'postgres.sh start|url|stop|with COMMAND…' >&2; exit 2 ;;
esac
