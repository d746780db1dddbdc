#!/usr/bin/env bash
# The life of a cluster in requests that anybody can type: three members are started, the first
# founds a group, the others join it; data is written and read on all of them; the leader is
# killed, the others go on, and it comes back; in the end the group shrinks to one.
#
# Only curl speaks to the members, by the routes of OpenRaft's example store (docs/api.md). Ends
# with 0 when every check passed, and stops what it started in any case. What it can be told by
# variables stands at the top of cluster.sh.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

as_json=(--header 'Accept: application/json')

metrics() {
  fetch "$1" /metrics "${as_json[@]}"
}

# All voters, and nobody else, on one member: a condition for await.
has_voters() {
  answers "$1" /metrics 200 "\"committed_membership_config\".*\"configs\":\[\[$2\]\]" \
    "${as_json[@]}"
}

# Where a value is, in each way of reading that there is: reads ID VALUE VERSION
reads() {
  await "member $1 has applied $2" answers "$1" /read 200 "^\\{\"Ok\":\"$2\"\\}\$" --data '"foo"'
  post "$1" /consistent_read '"foo"'
  expect 200 "{\"Ok\":\"$2\"}"
  post "$1" /linearizable_read '"foo"'
  expect 200 "{\"Ok\":{\"value\":{\"value\":\"$2\",\"version\":$3}}}"
  post "$1" /follower_read '"foo"'
  expect 200 "{\"Ok\":{\"value\":{\"value\":\"$2\",\"version\":$3}}}"
}

# Compares and sets foo: compares_and_sets ID VERSION VALUE
compares_and_sets() {
  post "$1" /write \
    "{\"CompareAndSet\":{\"key\":\"foo\",\"expected_version\":$2,\"value\":\"$3\"}}"
}

# Sets foo through a member, and remembers the version: writes ID VALUE
writes() {
  insist "$1" /write "{\"Set\":{\"key\":\"foo\",\"value\":\"$2\"}}"
  expect_like 200 "^\\{\"Ok\":.*\"data\":\\{\"value\":\"$2\",\"version\":[0-9]+\\}"
  version=$(field version)
  # Everything after this reads what was written.
  [ -n "$version" ] || exit 1
}

start_members() {
  step 'Start three members; the second and third are to join the first'
  start 1
  start 2 --set cluster.join=true --set "cluster.peers=1=$(peer 1)"
  start 3 --set cluster.join=true --set "cluster.peers=1=$(peer 1)"
  for id in 1 2 3; do
    await "member $id answers" answers "$id" /healthz 200 '^ok$'
  done
  step 'Nobody takes writes as long as there is no group'
  post 1 /write '{"Set":{"key":"foo","value":"early"}}'
  expect_like 200 '^\{"Err":\{"ForwardToLeader":\{"leader_id":null,"leader_node":null,'
  expect_like 200 'this member belongs to no group yet'
}

found_the_group() {
  step 'Member 1 founds a group of its own, once'
  post 1 /init ''
  expect 200 '{"Ok":null}'
  post 1 /init ''
  expect_like 200 '^\{"Err":\{"AlreadyFounded":'
  metrics 1
  expect_like 200 '"state":"Leader","current_leader":1,'
  expect_like 200 '"configs":\[\[1\]\]'
}

grow_the_group() {
  step 'Members 2 and 3 become learners, and get what there is'
  insist leader /change-membership '[1,2,3]'
  expect_like 200 '^\{"Err":\{"UnknownMember":'
  for id in 2 3; do
    insist leader /add-learner "[$id,\"$(peer "$id")\"]"
    expect_like 200 "^\\{\"Ok\":\\{\"log_id\":.*\"$id\":\\{\"addr\":\"$(peer "$id")\""
  done
  metrics "$leader"
  expect_like 200 '"configs":\[\[1\]\],"nodes":\{"1":\{[^}]*\},"2":\{[^}]*\},"3":\{'

  step 'All three become voters'
  insist leader /change-membership '[1,2,3]'
  expect_like 200 '^\{"Ok":.*"configs":\[\[1,2,3\]\]'
  for id in 1 2 3; do
    await "member $id knows the voters 1, 2 and 3" has_voters "$id" 1,2,3
  done
}

use_the_group() {
  step 'Write through the leader, read on every member'
  writes leader bar
  for id in 1 2 3; do
    reads "$id" bar "$version"
  done

  step 'Write through a member that does not lead, and compare and set'
  await 'the members agree on a leader' agree_on_a_leader
  writes $((leader % 3 + 1)) baz
  compares_and_sets 1 "$version" new
  expect_like 200 '"data":\{"value":\{"value":"new","version":[0-9]+\}\}'
  compares_and_sets 2 "$version" late
  expect_like 200 '"data":\{"value":null\}'
  post 3 /consistent_read '"foo"'
  expect 200 '{"Ok":"new"}'
}

lose_the_leader() {
  step 'Kill the leader; the others choose another one'
  await 'the members agree on a leader' agree_on_a_leader
  killed=$leader
  kill_member "$killed"
  await 'the other two agree on a leader' agree_on_a_leader
  printf '   member %s leads now\n' "$leader"

  step 'Write and read without the killed member'
  writes leader second
  writes $((6 - killed - leader)) third
  for id in "${!pids[@]}"; do
    reads "$id" third "$version"
  done

  step 'Start the killed member again; it catches up'
  start "$killed"
  await "member $killed answers" answers "$killed" /healthz 200 '^ok$'
  await 'all three agree on a leader' agree_on_a_leader
  for id in 1 2 3; do
    reads "$id" third "$version"
  done
}

shrink_the_group() {
  step 'Members 1 and 2 leave the group, whoever leads it'
  insist leader /change-membership '[3]'
  expect_like 200 '^\{"Ok":.*"configs":\[\[3\]\]'
  await 'member 3 knows that it is alone' has_voters 3 3
  await 'member 3 leads' answers 3 /metrics 200 '"state":"Leader","current_leader":3,' \
    "${as_json[@]}"
  for id in 1 2; do
    # One that misses the message learns it when it would have stood for election.
    await "member $id knows that it was removed" answers "$id" /linearizable_read 200 \
      'this member was removed from its group: ask another member' --data '"foo"'
  done

  step 'Write and read on the one that is left; the others do not learn of it'
  writes 3 alone
  reads 3 alone "$version"
  for id in 1 2; do
    post "$id" /read '"foo"'
    expect 200 '{"Ok":"third"}'
  done
}

begin
start_members
found_the_group
grow_the_group
use_the_group
lose_the_leader
shrink_the_group
