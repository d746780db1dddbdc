# shellcheck shell=bash
# The failover scenario, wherever its three nodes run: one founds a group, the others join it, eight
# values are written, the leader is restarted, another leads, eight more are written, and in the end
# all three nodes show the same. Sourced by the three runners: basic_failover.sh (processes),
# compose_failover.sh (containers) and k8s_failover.sh (a Kubernetes cluster).
#
# A runner takes from cluster.sh what fits it, and defines what does not:
#   client ID        where clients reach a node from here, as host:port
#   start_node ID    starts a node that waits for a group, or one that was ended, on its data
#   end_node ID      ends a node, and returns once it has ended
#   is_running ID    does it still run?
#   stop_all         ends everything, and leaves nothing behind
#   print_logs       what the nodes have logged
#
# PATIENCE          by how much every limit in time is multiplied, for a machine that is busy; 1
#                   when not given
# DEADLINE_SECONDS  how long anything may take that is waited for; 30 when not given
#
# The nodes are called node-0 to node-2 and have the ids 1 to 3, since there is no member 0.

patience=${PATIENCE:-1}
[[ $patience =~ ^[1-9][0-9]*$ ]] || {
  echo 'PATIENCE is not a whole number.' >&2
  exit 2
}
DEADLINE_SECONDS=${DEADLINE_SECONDS:-$((30 * patience))}
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

# How long the scenario may take from when all nodes answer; a runner may choose another one.
run_seconds_max=45
writes=8
look_seconds=0.25
history_max=16

# How every node is told to behave. A node that restarts takes no snapshot to restart from.
# shellcheck disable=SC2034 # The runners read it.
node_options=(
  --set cluster.name=openraft-kv
  --set raft.heartbeat_interval_ms=500
  --set raft.election_timeout_ms=1500
  --set raft.election_timeout_max_ms=3000
  --set snapshot.checkpoint_interval_secs=0
  --set snapshot.entries_max=0
  --set snapshot.bytes_max=0
)

ids=(1 2 3)
voters='\[1,2,3\]'
# What was seen of all nodes in the last looks at them, for whoever must find out what went wrong.
history=()
# Of the last look, by id; empty for a node that does not answer.
states=()
run_ends=

node() {
  echo "node-$(($1 - 1))"
}

# --- looking

# Asks all nodes for their states, and notes what they say.
observe() {
  local id seen=
  for id in "${ids[@]}"; do
    states[id]=
    if answers "$id" /state 200 '^\{.*\}$'; then
      states[id]=$answer
      seen+="$(node "$id"): $(field role) of $(field current_leader) in term"
      seen+=" $(field current_term), applied $(field last_applied_index); "
    else
      seen+="$(node "$id"): no answer; "
    fi
  done
  history+=("${seen%; }")
  [ "${#history[@]}" -le "$history_max" ] || history=("${history[@]:1}")
  [ "$SECONDS" -lt "$run_ends" ] ||
    give_up "the scenario is not over after $((run_seconds_max * patience)) s"
}

# Sets `leader` to the one that all nodes name that answer and name any, if it is not the one given,
# who led before: a condition for await.
another_leads() {
  local before=$1 id named=
  observe
  for id in "${ids[@]}"; do
    answer=${states[id]}
    [[ $answer =~ '"current_leader":'([0-9]+) ]] || continue
    [ "${named:-${BASH_REMATCH[1]}}" = "${BASH_REMATCH[1]}" ] || return 1
    named=${BASH_REMATCH[1]}
  done
  [ -n "$named" ] && [ "$named" != "$before" ] && [ -n "${states[named]-}" ] || return 1
  leader=$named
}

await_leader_other_than() {
  await 'the nodes that answer agree on a leader' another_leads "$1"
  printf '   %s leads\n' "$(node "$leader")"
}

# Every node's state has this in it: a condition for await.
everywhere() {
  local id
  observe
  for id in "${ids[@]}"; do
    [[ ${states[id]} =~ $1 ]] || return 1
  done
}

explain() {
  printf '\n-- the last %s looks at the nodes, every %s s\n' "${#history[@]}" "$look_seconds"
  printf '%s\n' ${history[@]+"${history[@]}"}
  print_logs
}

# --- the story

# Writes values through the leader, from a number on. Each carries a serial of a session, so that
# one whose answer was lost can be sent again, and is not written twice.
write_values() {
  local i
  for ((i = $1; i < $1 + writes; i++)); do
    await "raft-key-$i is written" answers "$leader" /kv/write 200 \
      '^\{"Ok":\{"previous":null\}\}$' --data "{\"key\":\"raft-key-$i\",\
\"value\":\"value-$i\",\"serial\":$((i + 1)),\"session\":\"failover\"}"
  done
}

# All pairs below a number as a node shows them, in the order of the keys.
pairs_below() {
  local i
  for ((i = 0; i < $1; i++)); do
    printf '"raft-key-%s":"value-%s"\n' "$i" "$i"
  done | LC_ALL=C sort -t: -k1,1 | paste -sd, -
}

start_nodes() {
  step 'Start three nodes that belong to no group yet'
  for id in "${ids[@]}"; do
    start_node "$id"
  done
  for id in "${ids[@]}"; do
    await "$(node "$id") answers" answers "$id" /healthz 200 '^ok$'
  done
  run_ends=$((SECONDS + run_seconds_max * patience))
}

found_the_group() {
  step 'node-0 founds a group, and the others join it'
  post 1 /admin/init '{}'
  expect 200 '{"Ok":null}'
  await_leader_other_than nobody
  observe
  for id in "${ids[@]}"; do
    answer=${states[id]}
    addresses[id]=$(field public_addr)
    if [ "$(field node_id)" = "$id" ] && [ -n "${addresses[id]}" ]; then
      ok "$(node "$id") is at ${addresses[id]}"
    else
      wrong "$(node "$id") says of itself: $answer"
    fi
  done
  for id in "${ids[@]}"; do
    [ "$id" != "$leader" ] || continue
    post "$leader" /admin/add-learner "{\"node_id\":$id,\"addr\":\"${addresses[id]}\"}"
    expect 200 '{"Ok":null}'
  done
  post "$leader" /admin/change-membership '{"voters":[1,2,3]}'
  expect 200 '{"Ok":null}'
  await 'every node knows the voters 1, 2 and 3' everywhere "\"voters\":$voters"
}

restart_the_leader() {
  local old=$leader
  step "Restart $(node "$old"), which leads; another one leads then"
  # It may win again if it is back before the others have missed it, so it is not back before.
  end_node "$old"
  await_leader_other_than "$old"
  start_node "$old"
}

expect_the_same_everywhere() {
  local pairs
  step "All three nodes show all $((2 * writes)) values"
  pairs=$(pairs_below $((2 * writes)))
  await "every node answers, knows a leader and the voters, and shows the same" everywhere \
    "\"current_leader\":[1-3],.*\"voters\":$voters,.*\"kv\":\\{$pairs\\}"
}

# The whole story, once the runner is ready.
fail_over() {
  addresses=()
  start_nodes
  found_the_group
  step "Write $writes values through the leader"
  write_values 0
  restart_the_leader
  step "Write $writes more through the new leader"
  write_values "$writes"
  expect_the_same_everywhere
}
