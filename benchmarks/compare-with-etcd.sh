#!/usr/bin/env bash
# Three members of Balsa and three of etcd on this machine, loaded in turns by `balsa bench`.
#
#   benchmarks/compare-with-etcd.sh [CLIENTS …]      # 1 16 64 256 unless given
#
# ROUNDS (3) and DURATION (4s) of each turn come from the environment. Needs `etcd` on the PATH
# (Debian: apt install etcd-server). Everything it starts it ends, and its data goes with it.
set -euo pipefail

tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
rounds=${ROUNDS:-3}
duration=${DURATION:-4s}
clients=("$@")
[ $# -gt 0 ] || clients=(1 16 64 256)
command -v etcd >/dev/null || { echo 'etcd is not installed (Debian: apt install etcd-server)' >&2; exit 1; }

data=$(mktemp -d)
started=()
finish() {
  for pid in "${started[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$data"
}
trap finish EXIT

start_etcd() {
  local cluster=e1=http://127.0.0.1:12380,e2=http://127.0.0.1:12480,e3=http://127.0.0.1:12580
  local port=12379
  for name in e1 e2 e3; do
    etcd --name "$name" --data-dir "$data/$name" --logger zap --log-outputs "$data/$name.log" \
      --listen-client-urls "http://127.0.0.1:$port" --advertise-client-urls "http://127.0.0.1:$port" \
      --listen-peer-urls "http://127.0.0.1:$((port + 1))" \
      --initial-advertise-peer-urls "http://127.0.0.1:$((port + 1))" \
      --initial-cluster "$cluster" --initial-cluster-token "compare-$$" >/dev/null 2>&1 &
    started+=($!)
    port=$((port + 100))
  done
}

start_balsa() {
  "$tree/balsa" demo --client-ports 13379,13479,13579 --peer-ports 13380,13480,13580 \
    --data-dir "$data/balsa" >"$data/balsa.log" 2>&1 </dev/null &
  started+=($!)
}

"$tree/balsa" --version >/dev/null
start_etcd
start_balsa
balsa=127.0.0.1:13379,127.0.0.1:13479,127.0.0.1:13579
etcd=127.0.0.1:12379,127.0.0.1:12479,127.0.0.1:12579
for endpoint in ${balsa//,/ } ${etcd//,/ }; do
  for _ in $(seq 60); do
    "$tree/balsa" put ready yes --endpoints "$endpoint" >/dev/null 2>&1 && break
    sleep 0.5
  done
done

# A Java server that has just started is compiled while it runs: both get the same time to warm up.
for endpoints in "$balsa" "$etcd"; do
  "$tree/balsa" bench put --clients 256 --duration 15s --endpoints "$endpoints" >/dev/null
done

echo "$(etcd --version | head -1); $(nproc) cores; $rounds rounds of $duration each; load over all members"
for count in "${clients[@]}"; do
  for load in 'put' 'get --consistency linearizable' 'get --consistency serializable'; do
    printf '\n== %s, %s clients\n' "$load" "$count"
    # shellcheck disable=SC2086
    "$tree/balsa" bench $load --clients "$count" --duration "$duration" --warmup 2s \
      --rounds "$rounds" --interleave "balsa=$balsa,etcd=$etcd"
  done
done
