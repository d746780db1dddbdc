#!/usr/bin/env bash
# The failover scenario (failover.sh) with containers: those of deploy/compose, where the leader's is
# killed and started again on its volume.
#
# Ends with 0 when every check passed, and leaves no container, network or volume behind in any case.
#
# BALSA_IMAGE   the image; balsa:local when not given. How it is made stands in deploy/Dockerfile.
# ENGINE        podman or docker; the one that works here when not given
# OCI_RUNTIME   for podman, where its own does not work: runc, say
#
# What else it can be told stands at the top of failover.sh and cluster.sh.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/failover.sh"

deploy=$(cd "$(dirname "${BASH_SOURCE[0]}")/../deploy/compose" && pwd -P)
image=${BALSA_IMAGE:-balsa:local}
project=balsafailover$$
engine=()
compose=()
containers=()

# --- the engine

find_engine() {
  if is_wanted docker && docker info >/dev/null 2>&1; then
    engine=(docker)
    compose=(docker compose)
  elif is_wanted podman && command -v podman >/dev/null && command -v podman-compose >/dev/null; then
    engine=(podman)
    compose=(podman-compose)
    choose_runtime
  else
    give_up 'no container engine: install podman and podman-compose, or docker with compose'
  fi
  compose+=(-p "$project" -f "$deploy/compose.yaml" -f "$deploy/failover.yaml")
  "${engine[@]}" image inspect "$image" >/dev/null 2>&1 ||
    give_up "there is no image $image: deploy/Dockerfile says how to make it"
}

is_wanted() {
  [ "${ENGINE:-$1}" = "$1" ]
}

# Told in a file, because compose does not pass it to everything that it calls: the runtime, and
# limits that podman may set even where it may not exceed those of this machine.
choose_runtime() {
  local files processes
  files=$(limit "$(ulimit -Hn)" 16384)
  processes=$(limit "$(ulimit -Hu)" 16384)
  {
    printf '[containers]\ndefault_ulimits = ["nofile=%s:%s","nproc=%s:%s"]\n' \
      "$files" "$files" "$processes" "$processes"
    [ -z "${OCI_RUNTIME-}" ] || printf '[engine]\nruntime = "%s"\n' "$OCI_RUNTIME"
  } >"$folder/containers.conf"
  export CONTAINERS_CONF=$folder/containers.conf
}

# The first, but no more than the second.
limit() {
  if [ "$1" != unlimited ] && [ "$1" -lt "$2" ]; then echo "$1"; else echo "$2"; fi
}

compose() {
  "${compose[@]}" "$@" >>"$folder/compose.log" 2>&1 9>&- ||
    give_up "compose $* failed; what it said is in $folder/compose.log"
}

# --- nodes

client() {
  echo "127.0.0.1:${client_ports[$1]}"
}

# The first time, all are created: one alone would take those with it that it does not depend on.
start_node() {
  if [ "${#containers[@]}" -eq 0 ]; then
    compose up -d
    for id in "${ids[@]}"; do
      containers[id]=$(container "$(node "$id")")
      [ -n "${containers[id]}" ] || give_up "compose made no container for $(node "$id")"
    done
  elif [ -z "${pids[$1]-}" ]; then
    "${engine[@]}" start "${containers[$1]}" >>"$folder/compose.log" 2>&1 || true
  fi
  pids[$1]=${containers[$1]}
  printf '   started %s: clients at %s, container %.12s\n' "$(node "$1")" "$(client "$1")" \
    "${containers[$1]}"
}

# docker and podman-compose name the service in the same label.
container() {
  "${engine[@]}" ps --all --quiet --no-trunc --filter "label=com.docker.compose.service=$1" \
    --filter "label=com.docker.compose.project=$project"
}

end_node() {
  "${engine[@]}" kill "${containers[$1]}" >>"$folder/compose.log" 2>&1
  unset "pids[$1]"
  printf '   killed %s\n' "$(node "$1")"
}

is_running() {
  [ "$("${engine[@]}" inspect --format '{{.State.Running}}' "${containers[$1]}")" = true ]
}

stop_all() {
  [ "${#compose[@]}" -gt 0 ] || return 0
  "${compose[@]}" down --volumes --timeout 1 >>"$folder/compose.log" 2>&1 ||
    wrong "compose down failed; what it said is in $folder/compose.log"
  # podman-compose leaves it.
  "${engine[@]}" network rm "${project}_default" >/dev/null 2>&1 || true
}

print_logs() {
  local id
  for id in "${!containers[@]}"; do
    printf '\n-- %s\n' "$(node "$id")"
    "${engine[@]}" logs "${containers[$id]}" 2>&1 || true
  done
}

begin_checks
take_ports
find_engine
export BALSA_IMAGE=$image
export CLIENT_PORT_0=${client_ports[1]} CLIENT_PORT_1=${client_ports[2]} \
  CLIENT_PORT_2=${client_ports[3]}
printf 'Members by %s with %s, in the project %s\n' "$image" "${engine[0]}" "$project"
fail_over
