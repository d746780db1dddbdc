#!/usr/bin/env bash
# A group of three in one process without disk or sockets: logs in memory, messages as function
# calls, a state machine that does nothing, empty commands. OpenRaft publishes figures of this
# set-up. Beside it, in turns, the same without Raft.
#
#   benchmarks/in-process.sh [OPTION=VALUE …]      # see io.balsa.benchmarks.group.Comparison
#
# Needs JDK 25 in JAVA_HOME.
set -euo pipefail

tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
here=$tree/benchmarks
cd "$tree"

mvn -q -B -ntp -pl benchmarks -am package -DskipTests -DskipChecks
CLASSPATH=$here/target/unchecked/classes:$(cat "$here/target/unchecked/classpath") \
  exec "${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/java" -Xmx256m \
  io.balsa.benchmarks.group.Comparison contenders='bare-in-memory;balsa-in-memory' \
  clients='1;64;256;1024;4096' value=0 seconds=2 folder="$here/target" \
  java='-Xms6g -Xmx6g --enable-native-access=ALL-UNNAMED' "$@"
