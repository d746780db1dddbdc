/// What `deploy` tells members, held against what members can be told: every variable and option
/// exists, and ports, folders and probes are those of the member.
///
/// Start with [KubernetesTest]. Whether containers really run is for `scripts/compose_failover.sh`
/// and `scripts/k8s_failover.sh` to say.
@NullMarked
package io.balsa.scenarios.deploy;

import org.jspecify.annotations.NullMarked;
