#!/usr/bin/env bash
# The failover scenario (failover.sh) on a Kubernetes cluster, in a namespace of its own: the leader's
# pod is deleted, hands leadership over as it ends, and comes back on its volume.
#
# Ends with 0 when every check passed, and removes the namespace in any case. Where kubectl reaches no
# cluster it says so and ends with 0, or with 1 when K8S_RUNNER_REQUIRE_CLUSTER=1.
#
# BALSA_IMAGE  an image that the nodes of the cluster have; balsa:local when not given
# KUBECTL      what speaks to the cluster; kubectl when not given
#
# What else it can be told stands at the top of failover.sh and cluster.sh.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/failover.sh"

run_seconds_max=40
manifests=$(cd "$(dirname "${BASH_SOURCE[0]}")/../deploy/kubernetes/failover" && pwd -P)
image=${BALSA_IMAGE:-balsa:local}
namespace=balsa-failover-$$
read -r -a kubectl <<<"${KUBECTL:-kubectl}"
# Until images are there and pods are placed: no part of the scenario.
pods_seconds_max=$((120 * patience))
is_applied=
forwards=()

require_cluster() {
  local reason
  if ! command -v "${kubectl[0]}" >/dev/null; then
    reason="there is no ${kubectl[0]}"
  elif ! reason=$("${kubectl[@]}" get --raw /version --request-timeout=10s 2>&1 >/dev/null); then
    reason="kubectl reaches no cluster: ${reason##*$'\n'}"
  else
    return 0
  fi
  if [ "${K8S_RUNNER_REQUIRE_CLUSTER-}" = 1 ]; then
    printf 'k8s_failover: %s, and K8S_RUNNER_REQUIRE_CLUSTER=1 asks for one\n' "$reason" >&2
    exit 1
  fi
  printf 'SKIPPED: %s\n' "$reason"
  exit 0
}

kube() {
  "${kubectl[@]}" --namespace "$namespace" "$@" 9>&-
}

pod() {
  echo "balsa-$(($1 - 1))"
}

client() {
  echo "127.0.0.1:${client_ports[$1]}"
}

# The first time, all are created; later, a pod comes back by itself.
start_node() {
  if [ -z "$is_applied" ]; then
    is_applied=yes
    "${kubectl[@]}" create namespace "$namespace" >/dev/null
    "${kubectl[@]}" kustomize "$manifests" | sed "s|image: balsa:local\$|image: $image|" |
      kube apply -f - >"$folder/apply.log"
    await_pods
  fi
  if [ -z "${forwards[$1]-}" ]; then
    forward "$1" &
    forwards[$1]=$!
  fi
  pids[$1]=${forwards[$1]}
  printf '   started %s: clients at %s, pod %s\n' "$(node "$1")" "$(client "$1")" "$(pod "$1")"
}

await_pods() {
  local id until=$((SECONDS + pods_seconds_max)) phase
  for id in "${ids[@]}"; do
    until phase=$(kube get pod "$(pod "$id")" -o 'jsonpath={.status.phase}' 2>&1) &&
      [ "$phase" = Running ]; do
      [ "$SECONDS" -lt "$until" ] ||
        give_up "pod $(pod "$id") does not run after $pods_seconds_max s: $phase"
      sleep 1
    done
  done
}

# A connection to a pod ends with the pod, so it is made again and again.
forward() {
  trap 'kill "$connection" 2>/dev/null; exit 0' TERM
  while true; do
    kube port-forward "pod/$(pod "$1")" "${client_ports[$1]}:2379" >/dev/null 2>&1 &
    connection=$!
    wait "$connection" || true
    sleep "$look_seconds"
  done
}

end_node() {
  kube delete pod "$(pod "$1")" --wait=true >/dev/null
  unset "pids[$1]"
  printf '   deleted pod %s\n' "$(pod "$1")"
}

# A pod whose member ended by itself has been restarted.
is_running() {
  local restarts
  restarts=$(kube get pod "$(pod "$1")" \
    -o 'jsonpath={.status.containerStatuses[0].restartCount}' 2>/dev/null) || return 0
  [ "${restarts:-0}" = 0 ]
}

stop_all() {
  local forward
  for forward in ${forwards[@]+"${forwards[@]}"}; do
    kill "$forward" 2>/dev/null || true
    wait "$forward" 2>/dev/null || true
  done
  [ -n "$is_applied" ] || return 0
  "${kubectl[@]}" delete namespace "$namespace" --wait=false >/dev/null ||
    wrong "the namespace $namespace could not be deleted"
}

print_logs() {
  local id
  [ -n "$is_applied" ] || return 0
  for id in "${ids[@]}"; do
    printf '\n-- %s\n' "$(pod "$id")"
    kube describe pod "$(pod "$id")" 2>&1 | sed -n '/^Events/,$p' || true
    kube logs "$(pod "$id")" 2>&1 || true
  done
}

require_cluster
begin_checks
take_ports
printf 'Members by %s in the namespace %s\n' "$image" "$namespace"
fail_over
