#!/usr/bin/env bash
# Balsa beside other Raft libraries for Java and beside a pipeline without Raft: three members of
# each in one process over loopback sockets, every log synced, in turns.
#
#   benchmarks/compare-with-libraries.sh [OPTION=VALUE …]
#
# Options are those of io.balsa.benchmarks.group.Comparison, for instance
# contenders='bare;bare-log;balsa;jraft;ratis' clients='1;64' rounds=5 seconds=4, and one of this script:
# sync=MICROSECONDS lets every sync of all of them take at least that long, so that a disk like
# that of another machine can be had. Needs JDK 25 in JAVA_HOME, for the other libraries Maven
# Central, and for sync= a C compiler.
set -euo pipefail

tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
here=$tree/benchmarks
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin
dependencies=org.apache.maven.plugins:maven-dependency-plugin:3.9.0
cd "$tree"

options=()
sync_micros=
for option in "$@"; do
  case $option in
    sync=*) sync_micros=${option#sync=} ;;
    *) options+=("$option") ;;
  esac
done
if [[ ! $sync_micros =~ ^[0-9]*$ ]]; then
  echo "sync= takes microseconds, as sync=150, and not: $sync_micros" >&2
  exit 2
fi

mvn -q -B -ntp -pl benchmarks -am package -DskipTests -DskipChecks
own=$here/target/unchecked/classes:$(cat "$here/target/unchecked/classpath")

# Each has a class path of its own, before Balsa's: they need other versions of the same things.
fetch() {
  local to=$here/target/peers/$1 class=$2
  if [ ! -d "$to/classes" ]; then
    mvn -q -B -ntp -f "$here/peers/$1/pom.xml" "$dependencies:copy-dependencies" \
      -DoutputDirectory="$to"
    if [ "$1" = jraft ]; then
      mvn -q -B -ntp -N "$dependencies:copy" -DoutputDirectory="$to" \
        -Dartifact=com.alipay.sofa:jraft-core:1.4.1
    fi
  fi
  rm -rf "$to/classes" && mkdir -p "$to/classes/META-INF/services"
  "$java/javac" -nowarn -proc:none -d "$to/classes" -cp "$to/*:$own" "$here/peers/$1/$class.java" \
    2> >(grep -v '^Note:' >&2)
  echo "$class" >"$to/classes/META-INF/services/io.balsa.benchmarks.group.Contender"
}

peers=()
for peer in jraft:JraftGroup ratis:RatisGroup; do
  fetch "${peer%:*}" "${peer#*:}"
  peers+=("path.${peer%:*}=$here/target/peers/${peer%:*}/classes:$here/target/peers/${peer%:*}/*:$own")
done

if [ -n "$sync_micros" ]; then
  slow_sync=$here/target/slow_sync.so
  "${CC:-cc}" -O2 -shared -fPIC -o "$slow_sync" "$here/src/main/c/slow_sync.c" -ldl
  echo "every sync takes at least $sync_micros microseconds"
  export SYNC_MICROS=$sync_micros LD_PRELOAD=$slow_sync
fi

CLASSPATH=$own exec "$java/java" -Xmx256m io.balsa.benchmarks.group.Comparison "${peers[@]}" \
  contenders='bare;bare-log;balsa;jraft;ratis' folder="$here/target" ${options[@]+"${options[@]}"}
