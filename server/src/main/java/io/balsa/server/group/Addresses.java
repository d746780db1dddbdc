package io.balsa.server.group;

import io.balsa.raft.core.MemberId;
import io.balsa.server.config.Address;
import io.balsa.server.group.GroupFailure.Reason;

import java.util.SortedMap;

/// Checks addresses before they enter the log: nobody could take them out of it again.
final class Addresses {
    private Addresses() {}

    static void check(SortedMap<MemberId, String> members) throws GroupFailure {
        for (var entry : members.entrySet()) {
            check(entry.getKey(), entry.getValue());
        }
    }

    static void check(MemberId member, String text) throws GroupFailure {
        String problem;
        try {
            var address = Address.parse(text);
            if (address.port() != 0 && !address.isWildcard()) {
                return;
            }
            problem = "\"%s\" does not say where others reach it".formatted(text);
        } catch (IllegalArgumentException broken) {
            problem = String.valueOf(broken.getMessage());
        }
        throw new GroupFailure(
                Reason.INVALID, "the address of member %s: %s".formatted(member, problem));
    }
}
