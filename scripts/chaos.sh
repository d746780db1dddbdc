#!/usr/bin/env bash
# Everything goes wrong on purpose: members as processes, each in a network namespace and on a small
# disk of its own, lose each other (both ways and one way), are killed, paused and restarted, run out
# of room, vote or do not, and hand leadership over, while clients read and write. In the end every
# answer that a client got must be explained by one order of events, and everything that was
# acknowledged must be there.
#
#   scripts/chaos.sh [seconds=600] [seed=1] [members=5]
#
# What goes wrong follows from the seed. Prints what happens, and ends with 0 when nothing was wrong.
# Needs root on Linux, `ip` and `nft` (Debian: apt install iproute2 nftables), a JDK 25 and Maven.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=600
seed=1
members=5
for word in "$@"; do
  [[ $word =~ ^(seconds|seed|members)=([1-9][0-9]*)$ ]] || {
    echo "chaos.sh: '$word' is none of seconds=N, seed=N, members=N" >&2
    exit 2
  }
  declare "${BASH_REMATCH[1]}=${BASH_REMATCH[2]}"
done

for tool in ip nft mvn; do
  command -v "$tool" >/dev/null || {
    echo "chaos.sh: $tool is needed (Debian: apt install iproute2 nftables maven)" >&2
    exit 2
  }
done

exec mvn -B -ntp -q test -pl scenarios -am -Dtest=ChaosTest \
  -Dsurefire.failIfNoSpecifiedTests=false -DskipChecks \
  -Dmaven.test.redirectTestOutputToFile=false -Dtest.timeout="$((seconds / 60 + 30)) m" \
  -Dchaos.seconds="$seconds" -Dchaos.seed="$seed" -Dchaos.members="$members"
