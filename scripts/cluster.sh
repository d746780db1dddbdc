# shellcheck shell=bash
# Members on this machine as processes, requests to them, and checks of what they answer: sourced by
# the scripts beside it. Needs bash 3.2 or newer, curl, grep and sed.
#
# BALSA             what starts a member; ./balsa of this source tree when not given
# CLIENT_PORTS      one for each member, as "21001 21002 21003"; free ones when not given
# PEER_PORTS        likewise, where members reach each other
# DEADLINE_SECONDS  how long anything may take that is waited for; 60 when not given

members=3
host=127.0.0.1
balsa=${BALSA:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)/balsa}
deadline_seconds=${DEADLINE_SECONDS:-60}
# Longer than the server takes over anything before it answers.
answer_seconds_max=70
# Likewise, over what is asked again and again; whoever listens there may be somebody else.
look_answer_seconds_max=15
look_seconds=0.1

folder=
leader=
pids=()
client_ports=()
peer_ports=()
passed=0
failed=0
# Of the last request.
status=
answer=

step() {
  printf '\n== %s\n' "$1"
}

ok() {
  passed=$((passed + 1))
  printf '   ok    %s\n' "$1"
}

# A check that failed: the script goes on, and ends with 1.
wrong() {
  failed=$((failed + 1))
  printf '   WRONG %s\n' "$1"
}

# What makes it useless to go on.
give_up() {
  wrong "$1"
  exit 1
}

# --- from the start to the end

# Takes the ports that were given, or free ones, and sees to it that nothing outlives the script.
begin() {
  begin_checks
  take_ports
  # The members read from this pipe, and end when nobody can write to it any more: so they end
  # with the script even when it is killed.
  mkfifo "$folder/lifeline"
  exec 9<>"$folder/lifeline"
  printf 'Members by %s, ' "$("$balsa" --version 9>&-)"
  printf 'with data and logs in %s\n' "$folder"
}

# What every script begins with, wherever its members run: a folder, and a true end.
begin_checks() {
  command -v curl >/dev/null || {
    echo "This script needs curl: install it (Debian: apt install curl)." >&2
    exit 2
  }
  [[ $deadline_seconds =~ ^[1-9][0-9]*$ ]] || usage "DEADLINE_SECONDS is not a number of seconds"
  folder=$(mktemp -d "${TMPDIR:-/tmp}/balsa-cluster.XXXXXX")
  trap finish EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

take_ports() {
  local given
  read -r -a given <<<"${CLIENT_PORTS:-$(free_ports)}"
  require_ports CLIENT_PORTS "${given[@]}"
  client_ports=(0 "${given[@]}")
  read -r -a given <<<"${PEER_PORTS:-$(free_ports)}"
  require_ports PEER_PORTS "${given[@]}"
  peer_ports=(0 "${given[@]}")
}

usage() {
  printf '%s.\n' "$1" >&2
  exit 2
}

require_ports() {
  local name=$1
  shift
  [ $# -eq "$members" ] || usage "$name must name $members ports, and names $#"
}

# Below those that systems give to connections by themselves.
free_ports() {
  local port found=()
  while [ "${#found[@]}" -lt "$members" ]; do
    port=$((20000 + RANDOM % 12000))
    if ! is_taken "$port" && [[ " ${found[*]-} " != *" $port "* ]]; then
      found+=("$port")
    fi
  done
  echo "${found[*]}"
}

is_taken() {
  (exec 3<>"/dev/tcp/$host/$1") 2>/dev/null
}

# The end, whatever led to it: says how it went, and stops what was started.
finish() {
  local result=$?
  trap - EXIT INT TERM HUP
  [ "$failed" -eq 0 ] || explain
  stop_all
  if [ "$failed" -eq 0 ] && [ "$result" -eq 0 ]; then
    rm -rf "$folder"
    printf '\nPASSED: %s checks passed, 0 failed\n' "$passed"
    exit 0
  fi
  if [ "$failed" -eq 0 ] && [ "$result" -gt 128 ]; then
    rm -rf "$folder"
    printf '\nSTOPPED: %s checks passed until then, 0 failed\n' "$passed"
    exit "$result"
  fi
  printf '\nFAILED: %s checks passed, %s failed; data and logs are in %s\n' \
    "$passed" "$failed" "$folder"
  [ "$result" -ne 0 ] || result=1
  exit "$result"
}

# What helps to find out why a check failed.
explain() {
  print_logs
}

print_logs() {
  local log
  for log in "$folder"/*.log; do
    [ -e "$log" ] || continue
    printf '\n-- %s\n' "$log"
    cat "$log"
  done
}

# --- members

# Starts a member, with further options of `balsa serve` after its id.
start() {
  local id=$1
  shift
  "$balsa" serve --node-id "$id" --listen-addr "$(peer "$id")" \
    --http-port "${client_ports[$id]}" --data-dir "$folder/member-$id" --end-with-stdin "$@" \
    <"$folder/lifeline" >>"$folder/member-$id.log" 2>&1 9>&- &
  pids[id]=$!
  printf '   started member %s: clients at %s, members at %s, process %s\n' \
    "$id" "$(client "$id")" "$(peer "$id")" "${pids[$id]}"
}

client() {
  echo "$host:${client_ports[$1]}"
}

peer() {
  echo "$host:${peer_ports[$1]}"
}

is_running() {
  kill -0 "${pids[$1]}" 2>/dev/null
}

# Kills a member where it stands.
kill_member() {
  kill -9 "${pids[$1]}"
  wait "${pids[$1]}" 2>/dev/null || true
  unset "pids[$1]"
  printf '   killed member %s\n' "$1"
}

# Asks those that still run to end, and kills what has not ended in time.
stop_all() {
  local id until=$((SECONDS + deadline_seconds))
  for id in ${pids[@]+"${!pids[@]}"}; do
    kill "${pids[$id]}" 2>/dev/null || true
  done
  for id in ${pids[@]+"${!pids[@]}"}; do
    while is_running "$id" && [ "$SECONDS" -lt "$until" ]; do
      sleep "$look_seconds"
    done
    kill -9 "${pids[$id]}" 2>/dev/null || true
    wait "${pids[$id]}" 2>/dev/null || true
  done
}

# --- requests

# Sends a request to a member, and sets `status` and `answer`: ask ID PATH [curl's options]
ask() {
  local url
  url=http://$(client "$1")$2
  shift 2
  if answer=$(curl --silent --show-error --noproxy '*' --max-time "$answer_seconds_max" \
    --write-out '\n%{http_code}' "$@" "$url" 2>&1 9>&-); then
    status=${answer##*$'\n'}
    answer=${answer%$'\n'*}
  else
    status=none
  fi
}

# Sends JSON, and shows it and its answer: post ID PATH BODY
post() {
  printf '   POST %s%s %s\n' "$(client "$1")" "$2" "$3"
  ask "$1" "$2" --data "$3"
  printf '     -> %s %s\n' "$status" "$answer"
}

# Gets a resource, and shows the answer: fetch ID PATH [curl's options]
fetch() {
  printf '   GET %s%s\n' "$(client "$1")" "$2"
  ask "$@"
  printf '     -> %s %s\n' "$status" "$answer"
}

# The first value of a field of the last answer, a number or a text without quotes in it.
field() {
  sed -n 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/p' <<<"$answer"
}

# --- checks

# The last answer was exactly this: expect STATUS ANSWER
expect() {
  if [ "$status" = "$1" ] && [ "$answer" = "$2" ]; then
    ok "is $1 $2"
  else
    wrong "is $status $answer, and should be $1 $2"
  fi
}

# The last answer matches an extended regular expression: expect_like STATUS PATTERN
expect_like() {
  if [ "$status" = "$1" ] && [[ $answer =~ $2 ]]; then
    ok "is $1 and has $2"
  else
    wrong "is $status $answer, and should be $1 and match $2"
  fi
}

# Looks until a command succeeds, and gives up when it does not in time: await WHAT COMMAND...
await() {
  local what=$1 until=$((SECONDS + deadline_seconds)) id
  shift
  until "$@"; do
    for id in "${!pids[@]}"; do
      is_running "$id" || give_up "member $id has ended while this was waited for: $what"
    done
    [ "$SECONDS" -lt "$until" ] ||
      give_up "not within $deadline_seconds s: $what; the last answer: $status $answer"
    sleep "$look_seconds"
  done
  ok "$what"
}

# A condition for await: answers ID PATH STATUS PATTERN [curl's options]
answers() {
  local id=$1 path=$2 wanted=$3 pattern=$4
  shift 4
  ask "$id" "$path" --max-time "$look_answer_seconds_max" "$@"
  [ "$status" = "$wanted" ] && [[ $answer =~ $pattern ]]
}

# --- a group

# Sets `leader` to the one member that all that run follow, in one term: a condition for await.
agree_on_a_leader() {
  local id found_leader='' found_term='' led term
  for id in "${!pids[@]}"; do
    answers "$id" /state 200 '"current_leader":[0-9]' || return 1
    led=$(field current_leader)
    term=$(field current_term)
    [ "${found_leader:-$led} ${found_term:-$term}" = "$led $term" ] || return 1
    found_leader=$led
    found_term=$term
  done
  [ -n "${pids[$found_leader]-}" ] || return 1
  leader=$found_leader
}

# Sets `leader` to a member that says that it leads: a condition for await.
find_leader() {
  local id
  for id in "${!pids[@]}"; do
    if answers "$id" /state 200 '"role":"Leader"'; then
      leader=$id
      return 0
    fi
  done
  return 1
}

# Sends what may be sent twice, and again as long as the group is between two leaders: insist
# ID PATH BODY, where `leader` as the id stands for whoever leads at the moment.
insist() {
  local to=$1 until=$((SECONDS + deadline_seconds))
  while true; do
    if [ "$1" != leader ] || { find_leader && to=$leader; }; then
      post "$to" "$2" "$3"
      [[ $answer =~ ForwardToLeader|LeaderChanged|LeaderLost|TimedOut ]] || return 0
    fi
    [ "$SECONDS" -lt "$until" ] || give_up "not within $deadline_seconds s: an answer to $2"
    sleep "$look_seconds"
  done
}
