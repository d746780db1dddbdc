#!/usr/bin/env bash
# Groups of three that differ in settings alone, as processes on loopback, under the same load in
# alternating rounds of one run. The first is what the others are compared with.
#
#   benchmarks/compare-settings.sh 'grpc=' 'http=raft.transport=http'
#   benchmarks/compare-settings.sh 'off=' 'idle=tracing.enabled=true tracing.sample_ratio=0' \
#     'all=tracing.enabled=true'
#
# A group is NAME=SETTING SETTING…, each KEY=VALUE as for balsa serve --set. CLIENTS (default: 1 64)
# and ROUNDS (3) in the environment say how much is measured, SECONDS_EACH (3) for how long. Values
# have 256 bytes. Everything it starts it ends, and its data goes with it.
set -euo pipefail

tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
balsa=$tree/balsa
data=$(mktemp -d)
members=()
finish() {
  for member in "${members[@]}"; do
    kill -KILL "$member" 2>/dev/null || true
    wait "$member" 2>/dev/null || true
  done
  rm -rf "$data"
}
trap finish EXIT

[ $# -gt 0 ] || set -- 'grpc=' 'http=raft.transport=http'
"$balsa" --version

# Starts a group: its first port, and its settings. Members use that port and the five after it.
start() {
  local port=$1 id other peers options
  shift
  for id in 1 2 3; do
    peers=
    for other in 1 2 3; do
      [ "$other" = "$id" ] || peers+=${peers:+,}$other=127.0.0.1:$((port + 2 * other - 1))
    done
    options=(--set "cluster.peers=$peers" --set "cluster.bootstrap=$([ "$id" = 1 ] && echo true || echo false)")
    for setting in "$@"; do options+=(--set "$setting"); done
    "$balsa" serve --node-id "$id" --data-dir "$data/$port-$id" --log-level error \
      --listen-addr "127.0.0.1:$((port + 2 * id - 1))" --http-port "$((port + 2 * id - 2))" \
      "${options[@]}" >>"$data/log" 2>&1 </dev/null &
    members+=($!)
  done
}

port=24000
targets=
for group in "$@"; do
  read -r -a settings <<<"${group#*=}"
  start "$port" ${settings[@]+"${settings[@]}"}
  targets+=${targets:+,}${group%%=*}=127.0.0.1:$port
  for id in 1 2 3; do
    until [ "$(curl -s -o /dev/null -m 5 -w '%{http_code}' \
      "http://127.0.0.1:$((port + 2 * id - 2))/ready?status" 2>/dev/null)" = 200 ]; do sleep 0.1; done
  done
  # All groups are asked at their first member, so it leads.
  "$balsa" cluster transfer 1 --endpoints "127.0.0.1:$port,127.0.0.1:$((port + 2)),127.0.0.1:$((port + 4))" >/dev/null
  port=$((port + 6))
done

for clients in ${CLIENTS:-1 64}; do
  echo
  echo "$clients in flight"
  "$balsa" bench put --interleave "$targets" --rounds "${ROUNDS:-3}" --clients "$clients" \
    --duration "${SECONDS_EACH:-3}s" --warmup 2s
done
