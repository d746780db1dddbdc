package io.balsa.raft.core;

import static io.balsa.raft.core.Check.check;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A membership on the drawing board: takes changes one after the other, each as a whole or not at
/// all.
final class MembershipDraft {
    private final Membership current;
    private final SortedSet<MemberId> voters;
    private final SortedSet<MemberId> learners;
    private final SortedMap<MemberId, String> addresses;
    private final SortedSet<MemberId> promotable;
    private final SortedSet<MemberId> retired;

    MembershipDraft(Membership current) {
        check(!current.isJoint(), "one change of membership at a time (§6)");
        this.current = current;
        voters = current.voters();
        learners = new TreeSet<>(current.learners());
        addresses = new TreeMap<>(current.addresses());
        promotable = new TreeSet<>(current.promotable());
        retired = new TreeSet<>(current.retired());
    }

    MembershipChange.Outcome outcome(MembershipChange change) {
        var reason = take(change);
        if (reason == null && voters.isEmpty()) {
            reason = new ChangeRefusal.EmptyMembership();
        }
        if (reason != null) {
            return new MembershipChange.Impossible(reason);
        }
        var target = new Membership(List.of(voters), learners, addresses, promotable, retired);
        return new MembershipChange.Target(target.equals(current) ? current : target);
    }

    private @Nullable ChangeRefusal take(MembershipChange change) {
        return switch (change) {
            case MembershipChange.AddLearners(var added, var autoPromote) ->
                    addLearners(added, autoPromote);
            case MembershipChange.AddVoters(var added) -> addVoters(added);
            case MembershipChange.Promote(var promoted) -> promote(promoted);
            case MembershipChange.RemoveVoters(var removed, var retain) ->
                    removeVoters(removed, retain);
            case MembershipChange.ReplaceVoters(var wanted, var retain) ->
                    replaceVoters(wanted, retain);
            case MembershipChange.RemoveLearners(var removed) -> removeLearners(removed);
            case MembershipChange.SetAddress(var member, var address) ->
                    setAddress(member, address);
            case MembershipChange.Batch(var changes) -> takeAll(changes);
        };
    }

    private @Nullable ChangeRefusal takeAll(List<MembershipChange> changes) {
        for (var change : changes) {
            var reason = take(change);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private @Nullable ChangeRefusal addLearners(
            SortedMap<MemberId, String> added, boolean autoPromote) {
        for (var member : added.keySet()) {
            var reason = checkNew(member, added.get(member));
            if (reason != null) {
                return reason;
            }
            if (voters.contains(member)) {
                return new ChangeRefusal.MemberExists(member);
            }
        }
        addresses.putAll(added);
        learners.addAll(added.keySet());
        if (autoPromote) {
            promotable.addAll(added.keySet());
        } else {
            promotable.removeAll(added.keySet());
        }
        return null;
    }

    private @Nullable ChangeRefusal addVoters(SortedMap<MemberId, String> added) {
        for (var member : added.keySet()) {
            var reason = checkNew(member, added.get(member));
            if (reason != null) {
                return reason;
            }
        }
        addresses.putAll(added);
        added.keySet().forEach(this::makeVoter);
        return null;
    }

    /// Is `member` new, and free to be, or known at this very address?
    private @Nullable ChangeRefusal checkNew(MemberId member, @Nullable String address) {
        if (retired.contains(member)) {
            return new ChangeRefusal.ReusedId(member);
        }
        var known = addresses.get(member);
        return known != null && !known.equals(address)
                ? new ChangeRefusal.MemberExists(member)
                : null;
    }

    private void makeVoter(MemberId member) {
        voters.add(member);
        learners.remove(member);
        promotable.remove(member);
    }

    private @Nullable ChangeRefusal promote(SortedSet<MemberId> promoted) {
        for (var member : promoted) {
            if (!learners.contains(member) && !voters.contains(member)) {
                return new ChangeRefusal.UnknownMember(member);
            }
        }
        promoted.forEach(this::makeVoter);
        return null;
    }

    private @Nullable ChangeRefusal removeVoters(SortedSet<MemberId> removed, boolean retain) {
        var alreadyDone = retain ? learners : retired;
        for (var member : removed) {
            if (!voters.contains(member) && !alreadyDone.contains(member)) {
                return new ChangeRefusal.UnknownMember(member);
            }
        }
        removed.forEach(member -> dropVoter(member, retain));
        return null;
    }

    private void dropVoter(MemberId member, boolean retain) {
        if (voters.remove(member)) {
            if (retain) {
                learners.add(member);
            } else {
                retire(member);
            }
        }
    }

    private void retire(MemberId member) {
        addresses.remove(member);
        retired.add(member);
    }

    private @Nullable ChangeRefusal replaceVoters(
            SortedMap<MemberId, String> wanted, boolean retain) {
        for (var member : wanted.keySet()) {
            if (retired.contains(member)) {
                return new ChangeRefusal.ReusedId(member);
            }
        }
        for (var member : List.copyOf(voters)) {
            if (!wanted.containsKey(member)) {
                dropVoter(member, retain);
            }
        }
        wanted.forEach((member, address) -> addresses.putIfAbsent(member, address));
        wanted.keySet().forEach(this::makeVoter);
        return null;
    }

    private @Nullable ChangeRefusal removeLearners(SortedSet<MemberId> removed) {
        for (var member : removed) {
            if (!learners.contains(member) && !retired.contains(member)) {
                return new ChangeRefusal.UnknownMember(member);
            }
        }
        for (var member : removed) {
            if (learners.remove(member)) {
                promotable.remove(member);
                retire(member);
            }
        }
        return null;
    }

    private @Nullable ChangeRefusal setAddress(MemberId member, String address) {
        if (!voters.contains(member) && !learners.contains(member)) {
            return new ChangeRefusal.UnknownMember(member);
        }
        addresses.put(member, address);
        return null;
    }
}
