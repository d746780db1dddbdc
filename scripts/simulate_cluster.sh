#!/usr/bin/env bash
# A leader crashes: three members are started with a cluster in their configuration and elect a
# leader; it takes writes and is killed; the others elect another one, which has every write that
# was answered and takes more; the killed member comes back, follows, and has everything too.
#
# Speaks to the members by /kv, /status, /state and /ready (docs/api.md), with curl. Ends with 0
# when every check passed, and stops what it started in any case. What it can be told by variables
# stands at the top of cluster.sh.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

writes=8

# Starts one of the first members; the first of them founds the cluster.
start_one() {
  local id=$1 other peers='' founds=false
  for other in 1 2 3; do
    [ "$other" = "$id" ] || peers=$peers,$other=$(peer "$other")
  done
  [ "$id" != 1 ] || founds=true
  start "$id" --set "cluster.bootstrap=$founds" --set "cluster.peers=${peers#,}" \
    --set cluster.expected_voters=3
}

# Sets KEYS keys from a number on through a member: set_keys ID FROM
set_keys() {
  local i
  for ((i = $2; i < $2 + writes; i++)); do
    set_key "$1" "key-$i" "value-$i"
  done
}

# Again as long as the group is between two leaders, since setting twice sets once.
set_key() {
  await "member $1 has set $2 to $3" answers "$1" "/kv/$2" 200 \
    "^\\{\"message\":\"Key '$2' updated successfully\"\\}\$" --data "$3"
}

# A member answers with the value of each key below a number: reads_keys ID BELOW
reads_keys() {
  local i
  for ((i = 0; i < $2; i++)); do
    answers "$1" /kv/read 200 "^\\{\"Ok\":\\{\"value\":\"value-$i\"\\}\\}\$" \
      --data "{\"key\":\"key-$i\"}" || return 1
  done
}

await_keys_everywhere() {
  local id
  for id in "${!pids[@]}"; do
    await "member $id is ready for linearizable reads" answers "$id" /ready 200 '"ready":true'
    await "member $id has all $1 values" reads_keys "$id" "$1"
  done
}

# Exactly one leads, the others follow, and all are in one term: a condition for await.
one_leads() {
  local id role
  agree_on_a_leader || return 1
  term=$(field current_term)
  for id in "${!pids[@]}"; do
    role=Follower
    [ "$id" != "$leader" ] || role=Leader
    answers "$id" /status 200 \
      "^\\{\"node_id\":$id,\"role\":\"$role\",\"term\":$term,\"applied_index\":[0-9]" || return 1
  done
}

await_leader() {
  await 'one member leads, the others follow, in one term' one_leads
  printf '   member %s leads in term %s\n' "$leader" "$term"
}

elect() {
  step 'Start three members that elect a leader'
  for id in 1 2 3; do
    start_one "$id"
  done
  for id in 1 2 3; do
    await "member $id answers" answers "$id" /healthz 200 '^ok$'
  done
  await_leader
}

use() {
  step "Write $writes values through the leader, and change one through another member"
  set_keys "$leader" 0
  await_keys_everywhere "$writes"
  set_key $((leader % 3 + 1)) gone soon
  fetch "$leader" /kv/gone
  expect 200 '{"value":"c29vbg=="}'
  await 'a key is deleted' answers $((leader % 3 + 1)) /kv/gone 200 \
    "^\\{\"message\":\"Key 'gone' deleted successfully\"\\}\$" --request DELETE
  fetch "$leader" /kv/gone
  expect 404 "{\"error\":\"Key 'gone' not found\"}"
}

crash() {
  step 'The leader crashes (kill -9), and the other two elect another one'
  await_leader
  crashed=$leader
  old_term=$term
  kill_member "$crashed"
  await_leader
  if [ "$leader" != "$crashed" ] && [ "$term" -gt "$old_term" ]; then
    ok "another member leads, in a later term ($term after $old_term)"
  else
    wrong "member $leader leads in term $term, after member $crashed in term $old_term"
  fi

  step 'Everything that was answered is there, and more can be written'
  await_keys_everywhere "$writes"
  set_keys "$leader" "$writes"
  await_keys_everywhere $((2 * writes))
}

recover() {
  step 'The crashed member comes back'
  start_one "$crashed"
  await "member $crashed answers" answers "$crashed" /healthz 200 '^ok$'
  await_leader
  await_keys_everywhere $((2 * writes))
  fetch "$crashed" /kv/gone
  expect 404 "{\"error\":\"Key 'gone' not found\"}"
  fetch "$crashed" /state
  expect_like 200 '"voters":\[1,2,3\]'
}

begin
elect
use
crash
recover
