package io.balsa.raft.testkit.world;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Everything between the members: loses, repeats, delays and reorders messages as its conditions
/// say, and carries nothing where it is cut.
public final class SimulatedNetwork {
    /// A larger message by [PeerMessage#bytes] is dropped.
    public static final int MESSAGE_BYTES_MAX = 16 << 20;

    private final SimulatedTime time;
    private final RandomGenerator random;
    private final Trace trace;
    private final Traffic traffic;
    private final Map<Place, SimulatedLink> links = new HashMap<>();
    private final Set<Way> cuts = new HashSet<>();
    private final Map<Way, Long> latestArrival = new HashMap<>();
    private NetworkConditions conditions;

    /// Sees every message at the moment it is sent.
    @FunctionalInterface
    public interface Traffic {
        void onSent(MemberId from, MemberId to, PeerMessage message);
    }

    private record Place(GroupId group, MemberId member) {}

    /// From one member to another, in this direction.
    private record Way(MemberId from, MemberId to) {}

    public SimulatedNetwork(
            SimulatedTime time,
            RandomGenerator random,
            Trace trace,
            NetworkConditions conditions,
            Traffic traffic) {
        this.time = time;
        this.random = random;
        this.trace = trace;
        this.conditions = conditions;
        this.traffic = traffic;
    }

    /// The way into the network for one life of a member's process.
    public Transport transport(MemberId member, SimulatedRuntime process) {
        return new SimulatedTransport(this, member, process);
    }

    public void setConditions(NetworkConditions conditions) {
        this.conditions = conditions;
    }

    /// Carries nothing in this direction any more.
    public void cut(MemberId from, MemberId to) {
        cuts.add(new Way(from, to));
    }

    /// Carries everything again.
    public void mend() {
        cuts.clear();
    }

    void join(SimulatedLink link) {
        var place = new Place(link.group(), link.member());
        var before = links.get(place);
        if (before != null && before.isUp()) {
            throw new IllegalStateException(
                    "member %s has joined group %d already: close its link first"
                            .formatted(link.member(), link.group().value()));
        }
        links.put(place, link);
    }

    void leave(SimulatedLink link) {
        links.remove(new Place(link.group(), link.member()), link);
    }

    void send(SimulatedLink from, MemberId to, PeerMessage message) {
        check(
                !(message instanceof PeerMessage.Protocol protocol) || protocol.isWhole(),
                "a message leaves with the entries that it names");
        traffic.onSent(from.member(), to, message);
        var fingerprint = Fingerprint.mix(Fingerprint.of(message), from.member().value());
        trace.note(
                Fingerprint.mix(fingerprint, to.value()),
                () -> from.member() + " -> " + to + " " + message);
        var way = new Way(from.member(), to);
        if (cuts.contains(way)
                || message.bytes() > MESSAGE_BYTES_MAX
                || random.nextDouble() < conditions.loss()) {
            drop(from, to);
            return;
        }
        carry(way, from, message);
        if (random.nextDouble() < conditions.repetition()) {
            carry(way, from, message);
        }
    }

    private void carry(Way way, SimulatedLink from, PeerMessage message) {
        var straggles = random.nextDouble() < conditions.straggling();
        var delay = straggles ? conditions.straggler() : conditions.delay();
        var arrival = time.now() + delay.draw(random);
        if (conditions.inOrder() && !straggles) {
            arrival = Math.max(arrival, latestArrival.getOrDefault(way, 0L));
            latestArrival.put(way, arrival);
        }
        time.at(arrival, () -> arrive(way, from, message));
    }

    private void arrive(Way way, SimulatedLink from, PeerMessage message) {
        var link = links.get(new Place(from.group(), way.to));
        if (link == null || !link.isUp() || cuts.contains(way)) {
            drop(from, way.to);
        } else {
            link.receive(way.from, message);
        }
    }

    private void drop(SimulatedLink from, MemberId to) {
        if (random.nextDouble() < conditions.notice()) {
            time.after(conditions.delay().draw(random), () -> from.tellUnreachable(to));
        }
    }
}
