#!/usr/bin/env bash
# What a member needs for so many keys of 16 bytes with values of 100, how long it takes to come
# back, and how long until a new member has everything; and what happens when its disk is full.
#
#   heap      live bytes of the heap per key, after a full collection, beyond those without keys
#   log       bytes that the disk was given per write (by whomever: it counts no processes)
#   folder    the data folder then
#   restart   from kill -9 and a new start to the first linearizable read
#   new       until a second member was added, had everything and voted (cluster add-learner)
#
#   benchmarks/sizing.sh [KEYS...]     # 10000 100000 1000000 unless given
#   benchmarks/sizing.sh full-disk     # needs root: the disk is a tmpfs of its own
#
# Everything runs with the launcher's own options. Needs JDK 25 in JAVA_HOME. Everything it starts
# it ends, and its data goes with it.
set -euo pipefail

tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
balsa=$tree/balsa
jcmd=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/jcmd
client=127.0.0.1:23791
data=$(mktemp -d)
member=
second=
finish() {
  for process in $member $second; do
    kill -KILL "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done
  ! mountpoint -q "$data/disk" || umount "$data/disk"
  rm -rf "$data"
}
trap finish EXIT

"$balsa" --version >/dev/null

millis() { printf '%s' "$((${EPOCHREALTIME/[.,]/} / 1000))"; }
status() { curl -s -o /dev/null -m 5 -w '%{http_code}' "$@" 2>/dev/null || true; }

start() {
  "$balsa" serve --node-id 1 --data-dir "$1" --listen-addr 127.0.0.1:23792 --http-port 23791 \
    --set cluster.bootstrap=true --log-level warn >>"$data/log" 2>&1 </dev/null &
  member=$!
  until [ "$(status "http://$client/ready?status")" = 200 ]; do
    kill -0 "$member" 2>/dev/null || { cat "$data/log" >&2; exit 1; }
    sleep 0.02
  done
}

stop() {
  kill -KILL "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

live_kib() {
  "$jcmd" "$member" GC.run >/dev/null
  "$jcmd" "$member" GC.run >/dev/null
  "$jcmd" "$member" GC.heap_info | sed -n 's/.*used \([0-9]*\)K.*/\1/p' | head -1
}

device=/sys/class/block/$(basename "$(df --output=source "$data" | tail -1)")
written() { awk '{ printf "%.0f", $7 * 512 }' "$device/stat"; }

# Writes each key once.
fill() {
  "$balsa" bench get --keys "$1" --value-bytes 100 --clients 512 --requests 1 --warmup 0s \
    --endpoints "$client" >/dev/null
}

new_member() {
  "$balsa" serve --node-id 2 --data-dir "$data/second" --listen-addr 127.0.0.1:23794 \
    --http-port 23793 --set cluster.join=true --set cluster.peers=1=127.0.0.1:23792 \
    --log-level error >>"$data/log" 2>&1 </dev/null &
  second=$!
  until [ "$(status "http://127.0.0.1:23793/health")" = 200 ]; do sleep 0.02; done
}

measure() {
  local keys=$1 empty before from full bytes filled restart
  rm -rf "$data/member" "$data/second"
  start "$data/member"
  empty=$(live_kib)
  sync
  before=$(written)
  from=$(millis)
  fill "$keys"
  filled=$(($(millis) - from))
  sync
  bytes=$(($(written) - before))
  full=$(live_kib)
  local folder
  folder=$(du -sk "$data/member" | cut -f1)
  stop "$member"
  from=$(millis)
  start "$data/member"
  restart=$(($(millis) - from))
  new_member
  from=$(millis)
  "$balsa" cluster add-learner 2=127.0.0.1:23794 --promote --endpoints "$client,127.0.0.1:23793" \
    --timeout 60s --catch-up-within 10m >/dev/null
  printf '%10d %9d B %9d B %8d MiB %9d ms %9d ms %10d ms\n' "$keys" \
    $(((full - empty) * 1024 / keys)) $((bytes / keys)) $((folder / 1024)) "$restart" \
    $(($(millis) - from)) "$filled"
  stop "$second"
  stop "$member"
}

sizes() {
  printf '%s, %s processors, heap of at most %s MiB\n' "$("$balsa" --version)" "$(nproc)" \
    "$(("$("$JAVA_HOME/bin/java" -XX:+PrintFlagsFinal -version 2>/dev/null |
      sed -n 's/.* MaxHeapSize *= \([0-9]*\).*/\1/p')" >> 20))"
  printf '%10s %11s %11s %12s %12s %12s %13s\n' keys heap/key log/write folder restart new filling
  for keys in "$@"; do
    measure "$keys"
  done
}

say() { printf '%-46s %s\n' "$1" "$2"; }

full_disk() {
  local ballast=$data/disk/ballast from
  mkdir "$data/disk"
  mount -t tmpfs -o size=320m tmpfs "$data/disk"
  fallocate -l 64M "$ballast"
  start "$data/disk/member"
  "$balsa" put before full --endpoints "$client" >/dev/null
  "$balsa" bench put --keys 1000000 --value-bytes 4096 --clients 64 --requests 200000 \
    --warmup 0s --endpoints "$client" >"$data/bench" 2>&1 || true
  say 'until the disk was full' "$(sed -n 's/^throughput *//p' "$data/bench")"
  say '' "$(sed -n 's/^failed *//p' "$data/bench")"
  say 'a write' "$("$balsa" put after x --endpoints "$client" --timeout 5s 2>&1 | head -1)"
  say 'exit code of a write' \
    "$("$balsa" put after x --endpoints "$client" --timeout 5s >/dev/null 2>&1 && echo 0 || echo $?)"
  say 'POST /kv/after' "$(status -d x "http://$client/kv/after")"
  say 'a linearizable read' "$("$balsa" get before --endpoints "$client" 2>&1 | head -1)"
  say '/ready?status' "$(status "http://$client/ready?status")"
  say '/health' "$(curl -s -m 5 "http://$client/health")"
  say 'room left' "$(df --output=avail -BK "$data/disk" | tail -1)"
  rm "$ballast"
  from=$(millis)
  until "$balsa" put after x --endpoints "$client" --timeout 5s >/dev/null 2>&1; do :; done
  say 'a write is answered after there is room' "$(($(millis) - from)) ms"
  stop "$member"
  start "$data/disk/member"
  say 'after kill -9 and a new start' \
    "$("$balsa" get before --endpoints "$client") $("$balsa" get after --endpoints "$client")"
  sed 's/^/  log: /' "$data/log"
}

if [ "${1:-}" = full-disk ]; then
  full_disk
else
  [ $# -gt 0 ] || set -- 10000 100000 1000000
  sizes "$@"
fi
