#!/usr/bin/env bash
# Makes the two images that deploy/Dockerfile starts from, out of Debian's packages and the JDK of
# this machine, for where no image can be pulled:
#
#   localhost/balsa-base:local   Debian's smallest system
#   localhost/balsa-jdk:25       the same with a JDK 25
#
# Needs root, debootstrap and podman (Debian: apt install debootstrap podman buildah runc), and a
# JDK 25 in JAVA_HOME or under /usr/lib/jvm.
#
# SUITE    of Debian; bookworm when not given
# MIRROR   where debootstrap gets it from
# PODMAN   what imports and builds, as "podman --runtime runc"; podman when not given
set -euo pipefail

suite=${SUITE:-bookworm}
mirror=${MIRROR:-http://deb.debian.org/debian}
read -r -a podman <<<"${PODMAN:-podman}"
base=localhost/balsa-base:local
with_jdk=localhost/balsa-jdk:25

fail() {
  printf 'base-image.sh: %s\n' "$1" >&2
  exit 1
}

find_jdk() {
  local jdk
  for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -x "$jdk/bin/jlink" ] && grep -q '^JAVA_VERSION="25' "$jdk/release" 2>/dev/null; then
      printf '%s' "$jdk"
      return
    fi
  done
  fail 'no JDK 25 found: set JAVA_HOME to one.'
}

for tool in debootstrap "${podman[0]}" tar; do
  command -v "$tool" >/dev/null || fail "$tool is needed (Debian: apt install debootstrap podman)."
done
[ "$(id -u)" = 0 ] || fail 'debootstrap needs root.'
jdk=$(find_jdk)

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

echo "Fetching Debian $suite …"
debootstrap --variant=minbase "$suite" "$folder/system" "$mirror" >"$folder/log" 2>&1 || {
  tail -20 "$folder/log" >&2
  fail 'debootstrap failed; what it said stands above.'
}
rm -rf "$folder"/system/var/cache/apt/archives/*.deb "$folder"/system/var/lib/apt/lists/* \
  "$folder"/system/usr/share/doc/* "$folder"/system/usr/share/man/* "$folder"/system/usr/share/locale/*
tar -C "$folder/system" --numeric-owner -c . | "${podman[@]}" import --quiet - "$base" >/dev/null
echo "made $base"

mkdir "$folder/jdk"
# Distributions keep parts of it elsewhere, such as its certificates.
cp -RL --preserve=mode "$jdk" "$folder/jdk/jdk"
printf 'FROM %s\nCOPY jdk /opt/jdk\nENV JAVA_HOME=/opt/jdk\n' "$base" >"$folder/jdk/Dockerfile"
"${podman[@]}" build --quiet -t "$with_jdk" "$folder/jdk" >/dev/null
echo "made $with_jdk"
