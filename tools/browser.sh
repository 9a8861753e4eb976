#!/bin/sh
# Makes sure a Chromium is there for the browser tests; it is installed only for root on Debian or Ubuntu.
# Elsewhere those tests skip and say so; under CI a missing browser is an error.
set -eu
found() {
  for b in chromium chromium-browser google-chrome; do
    command -v "$b" >/dev/null 2>&1 && ls /usr/lib/*/libatomic.so.1 /lib/*/libatomic.so.1 /usr/lib64/libatomic.so.1 2>/dev/null | grep -q . && return 0
  done
  return 1
}
found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo '安装 chromium … / installing chromium …' >&2
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -o DPkg::Lock::Timeout=120 -y -qq --no-install-recommends chromium libatomic1 >/dev/null; } || true
fi
found && exit 0
echo '没有 chromium：浏览器测试将跳过 / no chromium: browser tests will be skipped' >&2
echo '  sudo apt-get install chromium libatomic1' >&2
[ -z "${CI:-}" ]
