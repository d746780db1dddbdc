#!/usr/bin/env bash
# Balsa beside other Raft libraries for Java and beside a pipeline without Raft: three members of
# each in one process over loopback sockets, every log synced, in turns.
#
#   benchmarks/compare-with-libraries.sh [OPTION=VALUE …]
#
# Options are those of io.balsa.benchmarks.group.Comparison, for instance
# contenders='balsa;bare;jraft;ratis' clients='1;64' rounds=5 seconds=4. Needs JDK 25 in JAVA_HOME,
# and for the other libraries Maven Central.
set -euo pipefail

tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
here=$tree/benchmarks
java=${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin
dependencies=org.apache.maven.plugins:maven-dependency-plugin:3.9.0
cd "$tree"

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

CLASSPATH=$own exec "$java/java" -Xmx256m io.balsa.benchmarks.group.Comparison "${peers[@]}" \
  contenders='bare;balsa;jraft;ratis' folder="$here/target" "$@"
