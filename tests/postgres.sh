#!/usr/bin/env bash
# Runs a command with a throw-away PostgreSQL server, whose address it finds in NGHISU_TEST_POSTGRES.
# The server is the system's own; it listens on a socket in a scratch folder and goes when the command ends.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")
if [ ! -x "$bin/initdb" ]; then
  echo "PostgreSQL's server programs are missing: install them (Debian: apt-get install postgresql) and run this again." >&2
  exit 1
fi

place=$(mktemp -d /tmp/nghisu-postgres.XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then
  # PostgreSQL refuses to run as root.
  id postgres >/dev/null 2>&1 || useradd --system postgres
  chown postgres "$place"
  as=(runuser -u postgres --)
fi
stop() {
  "${as[@]}" "$bin/pg_ctl" -D "$place/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$place"
}
trap stop EXIT

"${as[@]}" "$bin/initdb" -D "$place/data" -U nghisu -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$place/initdb.log"
# A test database is thrown away: it need not survive a power cut. Durability itself is tested with SQLite's FULL.
# In its own settings file, so that a test may stop it and start it again.
start() {
  port=$(( 20000 + RANDOM % 10000 ))
  printf '%s\n' "port = $port" "listen_addresses = '127.0.0.1'" "unix_socket_directories = '$place'" 'fsync = off' 'max_connections = 400' \
    >"$place/settings"
  "${as[@]}" tee "$place/data/postgresql.auto.conf" <"$place/settings" >/dev/null
  "${as[@]}" "$bin/pg_ctl" -D "$place/data" -w -l "$place/data/log" start >/dev/null 2>&1
}
# Somebody else may have the port.
start || start || start || { cat "$place/data/log" >&2; exit 1; }
# For the one test that stops and starts a server of its own.
export NGHISU_TEST_POSTGRES_CTL="${as[*]} $bin/pg_ctl -D $place/data -w -l $place/data/log"
export NGHISU_TEST_POSTGRES="postgres://nghisu@127.0.0.1:$port/postgres"
"$@"
