package io.balsa.raft.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MembershipChange.AddLearners;
import io.balsa.raft.core.MembershipChange.AddVoters;
import io.balsa.raft.core.MembershipChange.Batch;
import io.balsa.raft.core.MembershipChange.Promote;
import io.balsa.raft.core.MembershipChange.RemoveLearners;
import io.balsa.raft.core.MembershipChange.RemoveVoters;
import io.balsa.raft.core.MembershipChange.ReplaceVoters;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/// The way from one set of voters to another, for thousands of changes drawn at random.
class JointMembershipTest {
    private static final Membership CURRENT = MembershipChangeTest.CURRENT;

    /// Another leader may have to go on from the joint membership, and knows nothing else.
    @Test
    void aJointMembershipLeadsToTheTargetWhateverThatIs() {
        var random = new SplittableRandom(7);
        for (var round = 0; round < 10_000; round++) {
            var change = randomChange(random);
            if (change.appliedTo(CURRENT) instanceof MembershipChange.Target(var target)
                    && !target.voterSets().equals(CURRENT.voterSets())) {
                var joint = CURRENT.jointWith(target);

                assertThat(joint.voterSets())
                        .containsExactly(
                                CURRENT.voterSets().getFirst(), target.voterSets().getFirst());
                assertThat(joint.addresses().keySet()).isEqualTo(joint.members());
                assertThat(joint.settled()).as("%s", change).isEqualTo(target);
            }
        }
    }

    private static MembershipChange randomChange(SplittableRandom random) {
        return switch (random.nextInt(7)) {
            case 0 -> new AddLearners(randomAddresses(random), random.nextBoolean());
            case 1 -> new AddVoters(randomAddresses(random));
            case 2 -> new Promote(new TreeSet<>(randomAddresses(random).keySet()));
            case 3 ->
                    new RemoveVoters(
                            new TreeSet<>(randomAddresses(random).keySet()), random.nextBoolean());
            case 4 -> new ReplaceVoters(randomAddresses(random), random.nextBoolean());
            case 5 -> new RemoveLearners(new TreeSet<>(randomAddresses(random).keySet()));
            default -> new Batch(List.of(randomChange(random), randomChange(random)));
        };
    }

    private static SortedMap<MemberId, String> randomAddresses(SplittableRandom random) {
        var chosen = new TreeMap<MemberId, String>();
        Groups.at(1, 2, 3, 4, 5, 6, 7)
                .forEach((id, address) -> {
                    if (random.nextInt(3) == 0) {
                        chosen.put(id, address);
                    }
                });
        return chosen;
    }
}
