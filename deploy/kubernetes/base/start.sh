#!/bin/sh
# Starts the member of a pod, whose name ends in its number from 0. The first MEMBERS pods found the
# cluster; those beyond wait until the cluster is asked to take them in.
#
# FOUNDING  configuration, or request when the first member is asked to found a group of its own
set -eu

number=${POD_NAME##*-}
name=${POD_NAME%-*}

# Where members reach each other. A part of what the cluster is: never changed later.
address() {
  echo "$name-$1.balsa-members:2380"
}

peers=
other=0
while [ "$other" -lt "$MEMBERS" ]; do
  if [ "$other" -ne "$number" ] && { [ "$FOUNDING" != request ] || [ "$other" -eq 0 ]; }; then
    peers=$peers,$((other + 1))=$(address "$other")
  fi
  other=$((other + 1))
done

founds=false
joins=false
if [ "$FOUNDING" = request ]; then
  if [ "$number" -eq 0 ]; then peers=; else joins=true; fi
elif [ "$number" -eq 0 ]; then
  founds=true
elif [ "$number" -ge "$MEMBERS" ]; then
  joins=true
fi

BALSA_NODE_NODE_ID=$((number + 1))
BALSA_NODE_ADVERTISE_ADDR=$(address "$number")
# Empty counts as not given.
BALSA_CLUSTER_PEERS=${peers#,}
BALSA_CLUSTER_BOOTSTRAP=$founds
BALSA_CLUSTER_JOIN=$joins
export BALSA_NODE_NODE_ID BALSA_NODE_ADVERTISE_ADDR
export BALSA_CLUSTER_PEERS BALSA_CLUSTER_BOOTSTRAP BALSA_CLUSTER_JOIN
exec balsa serve
