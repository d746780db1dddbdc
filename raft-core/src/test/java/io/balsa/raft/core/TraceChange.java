package io.balsa.raft.core;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Changes of membership as stories write them: a verb and the members it is about, several with
/// "and" between them.
final class TraceChange {
    private TraceChange() {}

    static MembershipChange parse(List<String> words) {
        var and = words.indexOf("and");
        if (and < 0) {
            return parseOne(words);
        }
        var changes = new ArrayList<MembershipChange>();
        changes.add(parseOne(words.subList(0, and)));
        changes.add(parse(words.subList(and + 1, words.size())));
        return new MembershipChange.Batch(changes);
    }

    private static MembershipChange parseOne(List<String> words) {
        var rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "add-learners" -> new MembershipChange.AddLearners(addresses(rest), false);
            case "add-future-voters" -> new MembershipChange.AddLearners(addresses(rest), true);
            case "add-voters" -> new MembershipChange.AddVoters(addresses(rest));
            case "promote" -> new MembershipChange.Promote(ids(rest));
            case "remove" -> new MembershipChange.RemoveVoters(ids(rest), false);
            case "demote" -> new MembershipChange.RemoveVoters(ids(rest), true);
            case "replace-voters-by" -> new MembershipChange.ReplaceVoters(addresses(rest), false);
            case "remove-learners" -> new MembershipChange.RemoveLearners(ids(rest));
            case "move" -> new MembershipChange.SetAddress(ids(rest).getFirst(), rest.getLast());
            default -> throw new IllegalArgumentException("a story has no change " + words);
        };
    }

    static SortedMap<MemberId, String> addresses(List<String> words) {
        var addresses = new TreeMap<MemberId, String>();
        ids(words).forEach(id -> addresses.put(id, "m" + id));
        return addresses;
    }

    private static SortedSet<MemberId> ids(List<String> words) {
        var ids = new TreeSet<MemberId>();
        words.stream()
                .filter(word -> word.matches("\\d+"))
                .forEach(word -> ids.add(MemberId.of(Long.parseLong(word))));
        return ids;
    }
}
