package io.balsa.raft.testkit.exhaustive;

import static java.util.stream.Collectors.joining;

import io.balsa.raft.core.MemberId;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Everything inside an object that its future depends on, as text: two objects of the same shape
/// do the same from now on. Reads private fields, so that a new field of the core counts without
/// being named here; what does not count is named.
final class Shape {
    /// What only counts, is told from outside, or is a moment of a clock: see the package.
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "Knowledge.now",
                    "Knowledge.config",
                    "Knowledge.sizes",
                    "Knowledge.freshNumber",
                    "Knowledge.heardAt",
                    "Following.campaignAt",
                    "Following.loyalUntil",
                    "Campaign.retryAt",
                    "Campaign.isBehind",
                    "Leadership.heartbeatAt",
                    "Leadership.stamp",
                    "Leadership.stampLead",
                    "Candidacy.random",
                    "Progress.heardAt",
                    "Progress.movedAt",
                    "Progress.sentStamp",
                    "Progress.matchedStamp",
                    "Progress.lostStamp",
                    "Line.retryAt",
                    "ConfirmedReads.confirmedStamp",
                    "Waiting.stamp",
                    "Durability.lastSequence",
                    "Write.sequence",
                    "Persist.sequence");

    /// Moments of which it counts whether they have come.
    private static final Set<String> MOMENTS =
            Set.of(
                    "Progress.acknowledgedStamp",
                    "CatchUp.giveUpAt",
                    "Doubt.sinceStamp",
                    "Farewell.giveUpAt",
                    "Transfer.giveUpAt",
                    "Transfer.tellAt");

    /// Stamps of which it counts whether they were set.
    private static final Set<String> MARKS =
            Set.of("CatchUp.committedStamp", "Farewell.toldStamp", "ConfirmedReads.roundStamp");

    /// Lists whose order means nothing.
    private static final Set<String> UNORDERED = Set.of("Persist.then");

    /// Where nested types are found.
    private static final List<String> NESTS =
            List.of("", "Effect$", "Durability$", "ForwardedReads$", "ConfirmedReads$");

    private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

    private final long[] names;
    private final StringBuilder text = new StringBuilder();
    private final long now;

    /// What was added already. Values are added as often as they occur.
    private final Set<Object> seen;

    private Shape(long[] names, long now, Set<Object> seen) {
        this.names = names;
        this.now = now;
        this.seen = seen;
    }

    /// @param names what to call each member: `names[1]` is the new name of member 1
    /// @param now the member's own time
    static String of(Object thing, long[] names, long now) {
        var shape = new Shape(names, now, Collections.newSetFromMap(new IdentityHashMap<>()));
        shape.add(thing);
        return shape.text.toString();
    }

    /// What is named above and is not in the core any more: to be struck out.
    static List<String> unknownNames() {
        return Stream.of(LEFT_OUT, MOMENTS, MARKS)
                .flatMap(Set::stream)
                .filter(name -> !isField(name))
                .sorted()
                .toList();
    }

    private static boolean isField(String name) {
        var parts = name.split("\\.", -1);
        for (var owner : NESTS) {
            try {
                var type = Class.forName("io.balsa.raft.core." + owner + parts[0]);
                if (Stream.of(type.getDeclaredFields())
                        .anyMatch(field -> field.getName().equals(parts[1]))) {
                    return true;
                }
            } catch (ClassNotFoundException _) {
                // It is nested in another type, or in none.
            }
        }
        return false;
    }

    private void add(@Nullable Object thing) {
        switch (thing) {
            case null -> text.append('-');
            case MemberId member -> text.append('m').append(names[(int) member.value()]);
            case Number _, Boolean _, CharSequence _, Enum<?> _ -> text.append(thing);
            case Map<?, ?> map -> addMap(map);
            case Set<?> set -> addSorted(set);
            case Collection<?> collection -> addOrdered(collection);
            default -> addFields(thing);
        }
    }

    private void addMap(Map<?, ?> map) {
        text.append(
                map.entrySet().stream()
                        .map(entry -> of(entry.getKey()) + "=" + of(entry.getValue()))
                        .sorted()
                        .collect(joining(",", "{", "}")));
    }

    private void addSorted(Collection<?> things) {
        text.append(things.stream().map(this::of).sorted().collect(joining(",", "{", "}")));
    }

    private void addOrdered(Collection<?> things) {
        text.append('[');
        for (var thing : things) {
            add(thing);
            text.append(',');
        }
        text.append(']');
    }

    /// In a text of its own.
    private String of(@Nullable Object thing) {
        var part = new Shape(names, now, seen);
        part.add(thing);
        return part.text.toString();
    }

    private void addFields(Object thing) {
        if (!(thing instanceof Record) && !seen.add(thing)) {
            text.append('^');
            return;
        }
        text.append(thing.getClass().getSimpleName()).append('(');
        try {
            for (var field : FIELDS.computeIfAbsent(thing.getClass(), Shape::fields)) {
                if (UNORDERED.contains(name(field))) {
                    addSorted((Collection<?>) field.get(thing));
                } else if (MARKS.contains(name(field))) {
                    var stamp = field.getLong(thing);
                    add(stamp == Long.MAX_VALUE || stamp == Long.MIN_VALUE);
                } else if (MOMENTS.contains(name(field))) {
                    addMoment(field.getLong(thing));
                } else {
                    add(field.get(thing));
                }
                text.append(';');
            }
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed);
        }
        text.append(')');
    }

    private void addMoment(long moment) {
        if (moment == Long.MAX_VALUE || moment <= now) {
            text.append(moment <= now ? "past" : "never");
        } else {
            text.append(moment - now <= Stepper.HEARTBEAT ? "soon" : "far");
        }
    }

    private static List<Field> fields(Class<?> type) {
        if (!type.getName().startsWith("io.balsa.")) {
            throw new IllegalStateException("no shape is known of " + type);
        }
        var fields = new ArrayList<Field>();
        for (var field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !LEFT_OUT.contains(name(field))) {
                field.setAccessible(true);
                fields.add(field);
            }
        }
        return fields;
    }

    private static String name(Field field) {
        return field.getDeclaringClass().getSimpleName() + "." + field.getName();
    }
}
