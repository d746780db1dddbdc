package io.balsa.raft.core;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// A group in a bottle for stories: nothing moves but what the story says. Writes what each member
/// does, line by line.
final class TraceCluster {
    private static final long MILLI = 1_000_000;
    private static final long PROMOTION_LAG_ENTRIES_MAX = 2;
    private static final Timing TIMING = new Timing(100 * MILLI, 1_000 * MILLI, 2_000 * MILLI);

    private final SortedMap<MemberId, TraceMember> members = new TreeMap<>();
    private final List<Letter> letters = new ArrayList<>();
    private final SortedMap<MemberId, Integer> priorities = new TreeMap<>();
    private final StringBuilder told = new StringBuilder();
    private Limits limits = Limits.DEFAULT;
    private RaftOptions.Retention retention = RaftOptions.Retention.DEFAULT;
    private double drift = RaftOptions.NO_LEASE;
    private long now;
    private boolean isQuiet;
    private Set<MemberId> apart = new TreeSet<>();

    /// A message under way.
    private record Letter(MemberId from, MemberId to, Message message) {}

    String takeTold() {
        var text = told.toString();
        told.setLength(0);
        return text;
    }

    void tell(String line) {
        if (!isQuiet) {
            told.append(line).append('\n');
        }
    }

    void limitBatches(int entries, int messages) {
        limits = new Limits(entries, 1 << 20, messages, 1 << 20, 64, 1 << 20);
    }

    void create(int size) {
        for (var id = 1; id <= size; id++) {
            createMember(id);
        }
    }

    /// A member that knows of no group yet.
    void createMember(long id) {
        var member = new TraceMember(MemberId.of(id), this);
        members.put(MemberId.of(id), member);
        member.start();
    }

    /// So many entries of what a snapshot covers are kept.
    void keep(long entries) {
        retention = new RaftOptions.Retention(entries, 1 << 20);
    }

    /// Clocks of members may differ by a hundredth, so reads may be answered by lease.
    void allowLease() {
        drift = 0.01;
    }

    /// Takes effect when the member starts the next time.
    void prioritize(long id, int priority) {
        priorities.put(MemberId.of(id), priority);
    }

    /// A group that agrees on its membership and nothing else: this member starts it.
    void bootstrap(long size, long founder) {
        var addresses = new TreeMap<MemberId, String>();
        for (var id = 1; id <= size; id++) {
            addresses.put(MemberId.of(id), "m" + id);
        }
        member(founder).step(new Event.Bootstrapped(Membership.ofVoters(addresses)));
    }

    void runQuietly(Runnable steps) {
        isQuiet = true;
        steps.run();
        isQuiet = false;
    }

    /// Delivers until nobody has anything left to say.
    void deliverAll() {
        while (!letters.isEmpty()) {
            deliver(letters.removeFirst());
        }
    }

    void deliver(MemberId from, MemberId to) {
        for (var letter : take(one -> one.from().equals(from) && one.to().equals(to))) {
            deliver(letter);
        }
    }

    private void deliver(Letter letter) {
        if (member(letter.to().value()).isRunning()) {
            member(letter.to().value()).step(new Event.Received(letter.from(), letter.message()));
        }
    }

    void drop(MemberId from, MemberId to) {
        for (var letter : take(one -> one.from().equals(from) && one.to().equals(to))) {
            tell(letter.from() + "-x " + letter.to() + " " + letter.message());
        }
    }

    /// Loses everything to and from `member`.
    void dropAllOf(MemberId member) {
        take(letter -> letter.from().equals(member) || letter.to().equals(member));
    }

    void duplicate(MemberId from, MemberId to) {
        letters.stream()
                .filter(one -> one.from().equals(from) && one.to().equals(to))
                .toList()
                .forEach(letters::add);
    }

    // ---- At random ----

    /// Cuts these members off from the others, until the next call.
    void split(Set<MemberId> apart) {
        this.apart = apart;
    }

    /// Delivers a message, or loses it on the border between the two sides.
    void deliverOne(SplittableRandom random) {
        if (!letters.isEmpty()) {
            var letter = letters.remove(random.nextInt(letters.size()));
            if (apart.contains(letter.from()) == apart.contains(letter.to())) {
                deliver(letter);
            }
        }
    }

    void loseOne(SplittableRandom random) {
        if (!letters.isEmpty()) {
            letters.remove(random.nextInt(letters.size()));
        }
    }

    void repeatOne(SplittableRandom random) {
        if (!letters.isEmpty()) {
            letters.add(letters.get(random.nextInt(letters.size())));
        }
    }

    long countRunning() {
        return members.values().stream().filter(TraceMember::isRunning).count();
    }

    private List<Letter> take(Predicate<Letter> which) {
        var taken = letters.stream().filter(which).toList();
        letters.removeAll(taken);
        return taken;
    }

    /// Lets time pass; every member whose deadline falls within gets its turn, in order.
    void pass(long millis) {
        var end = now + millis * MILLI;
        while (true) {
            var next =
                    members.values().stream()
                            .filter(TraceMember::isRunning)
                            .mapToLong(TraceMember::deadline)
                            .min()
                            .orElse(Long.MAX_VALUE);
            if (next > end) {
                break;
            }
            now = Math.max(now, next);
            members.values().stream()
                    .filter(member -> member.isRunning() && member.deadline() <= now)
                    .forEach(member -> member.step(new Event.TimePassed()));
        }
        now = end;
    }

    /// Moves on to the deadline of one member; only that one gets its turn.
    void timeout(long id) {
        now = Math.max(now, member(id).deadline());
        member(id).step(new Event.TimePassed());
    }

    TraceMember member(long id) {
        return requireNonNull(members.get(MemberId.of(id)), "no member " + id);
    }

    void send(MemberId from, Effect.Send send) {
        letters.add(new Letter(from, send.to(), send.message()));
        tell(from + "->" + send.to() + " " + send.message());
    }

    void show() {
        members.values().forEach(member -> tell(member.toString()));
        var waiting =
                letters.stream()
                        .map(letter -> letter.from() + "->" + letter.to())
                        .collect(Collectors.joining(" "));
        if (!waiting.isEmpty()) {
            tell("under way: " + waiting);
        }
    }

    /// Who belongs to the group, as each member sees it.
    void showMembers() {
        members.values().forEach(member -> tell(member.belonging()));
    }

    long now() {
        return now;
    }

    RaftConfig config(MemberId id) {
        var options =
                new RaftOptions(
                        priorities.getOrDefault(id, RaftOptions.DEFAULT.priority()),
                        drift,
                        retention,
                        PROMOTION_LAG_ENTRIES_MAX);
        return new RaftConfig(id, TIMING, limits, options);
    }

    static RandomGenerator dice(MemberId id) {
        return dice(id, 0);
    }

    /// Member 1 waits 1,100 ms for a leader, member 2 1,200 ms, and so on. The numbers that a
    /// member gives begin with another one in each run.
    static RandomGenerator dice(MemberId id, int run) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return (1_000L * run) << 8; // The core takes what is above these bits.
            }

            @Override
            public long nextLong(long from, long to) {
                return from + id.value() * 100 * MILLI;
            }
        };
    }
}
