#!/usr/bin/env bash
# From the start of the process of a single member to its first answered write, and where the time
# goes: with an AOT cache of its classes (JEP 483, 514), and without.
#
#   to stand   from the start of the process until it stands for election: Java, configuration, log
#   election   until it leads
#   ports      until it listens for clients
#   write      until the first write was answered
#   CPU        what the process has used until then
#
#   benchmarks/start-up.sh [ROUNDS]      # 10 unless given
#
# Each round founds a new group in an empty folder, once in each way, in turns. Needs JDK 25 in
# JAVA_HOME. Everything it starts it ends, and its data goes with it.
set -euo pipefail

rounds=${1:-10}
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java
"$tree/balsa" --version >/dev/null
read -r current <"$tree/target/app/current"
app=$tree/target/app/$current
data=$(mktemp -d)
member=
finish() {
  [ -z "$member" ] || kill -KILL "$member" 2>/dev/null || true
  rm -rf "$data"
}
trap finish EXIT

always=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
port=23790

micros() { printf '%s' "${EPOCHREALTIME/[.,]/}"; }

# One write over a connection of its own; false when it was not answered with 200.
write_once() {
  local status
  { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || return 1
  printf 'POST /kv/first HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nConnection: close\r\n\r\n1' >&3
  IFS= read -r status <&3 || status=
  exec 3>&-
  [[ $status == *' 200 '* ]]
}

# The time of the first line in the log in which this is found, in microseconds since 1970.
logged() {
  sed -n "/$1/{s/.*\"timestamp\":\([0-9]*\).*/\1000/p;q}" "$data/log"
}

# Starts a member with these options of Java, and prints a line of milliseconds.
measure() {
  rm -rf "$data/member"
  local start end
  start=$(micros)
  "$java" "${always[@]}" -XX:+UseCompactObjectHeaders "$@" -classpath "$app/*" \
    io.balsa.cli.Main serve --data-dir "$data/member" --listen-addr 127.0.0.1:0 \
    --http-port "$port" --set cluster.bootstrap=true --set logging.format=json \
    >"$data/log" 2>&1 </dev/null &
  member=$!
  until write_once; do
    kill -0 "$member" || { cat "$data/log" >&2; exit 1; }
    sleep 0.002
  done
  end=$(micros)
  local cpu
  cpu=$(awk -v hertz="$(getconf CLK_TCK)" '{print int(($14 + $15) * 1000 / hertz)}' "/proc/$member/stat")
  kill -TERM "$member"
  wait "$member" || true
  member=
  local stands leads up
  stands=$(logged ' stands for ') leads=$(logged ' leads ') up=$(logged ' is up: ')
  echo "$(((stands - start) / 1000)) $(((leads - stands) / 1000)) $(((up - leads) / 1000))" \
    "$(((end - up) / 1000)) $(((end - start) / 1000)) $cpu"
}

median() {
  sort -n | awk '{a[NR] = $1} END {print a[int((NR + 1) / 2)]}'
}

# Java itself, with nothing but the version of Balsa to print.
bare() {
  local start
  start=$(micros)
  "$java" "${always[@]}" -classpath "$app/*" io.balsa.cli.Main --version >/dev/null
  echo $((($(micros) - start) / 1000))
}

# A cache of the classes that a start and a write need, as the launcher makes it.
cache=$data/serve.aot
measure -XX:AOTCacheOutput="$cache" -Xlog:disable >/dev/null
[ -s "$cache" ] || { echo "this JDK made no AOT cache" >&2; exit 1; }

for _ in $(seq "$rounds"); do
  bare >>"$data/java"
  measure >>"$data/without"
  measure -XX:AOTCache="$cache" -Xlog:disable >>"$data/with"
done

echo "$(nproc) cores, load $(cut -d ' ' -f 1 /proc/loadavg), $("$java" -version 2>&1 | sed -n 2p)"
echo "$rounds rounds, medians in ms; the cache has $(du -m "$cache" | cut -f 1) MiB; 'balsa --version' takes $(median <"$data/java")"
printf '%-14s %9s %9s %9s %9s %9s %9s   %s\n' '' 'to stand' 'election' 'ports' 'write' 'all' 'CPU' 'all, least to most'
for way in without with; do
  printf '%-14s' "$way cache"
  for column in 1 2 3 4 5 6; do
    printf ' %9s' "$(cut -d ' ' -f "$column" "$data/$way" | median)"
  done
  echo "   $(cut -d ' ' -f 5 "$data/$way" | sort -n | sed -n '1p;$p' | paste -sd ' ')"
done
