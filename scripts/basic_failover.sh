#!/usr/bin/env bash
# The failover scenario (failover.sh) with processes on this machine: the leader is killed where it
# stands, and started again on its data.
#
# Ends with 0 when every check passed, and stops what it started in any case. What it can be told by
# variables stands at the top of failover.sh and cluster.sh.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/failover.sh"

start_node() {
  local options=("${node_options[@]}")
  [ "$1" = 1 ] || options+=(--set cluster.join=true --set "cluster.peers=1=$(peer 1)")
  start "$1" "${options[@]}"
}

end_node() {
  kill_member "$1"
}

begin
fail_over
