package io.balsa.server.http.openraft;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.node.RaftState;

import org.jspecify.annotations.Nullable;

/// The values of this family, as its clients know them.
final class OpenraftJson {
    private OpenraftJson() {}

    /// `{"leader_id":{"term":1,"node_id":1},"index":3}`, null for no entry. Who led in an earlier
    /// term is not known any more, and then `node_id` is null.
    static void putEntry(ObjectNode object, String field, EntryId id, RaftState state) {
        if (id.equals(EntryId.NONE)) {
            object.putNull(field);
            return;
        }
        var leader = state.term() == id.term() ? state.leader() : null;
        var entry = object.putObject(field);
        putLeaderId(entry, id.term(), leader);
        entry.put("index", id.index());
    }

    static void putLeaderId(ObjectNode object, long term, @Nullable MemberId leader) {
        object.putObject("leader_id")
                .put("term", term)
                .put("node_id", leader == null ? null : leader.value());
    }

    /// `{"configs":[[1,2,3]],"nodes":{"1":{…}}}`; two sets while they change.
    static void fillMembership(ObjectNode object, Membership membership) {
        var configs = object.putArray("configs");
        for (var set : membership.voterSets()) {
            var ids = configs.addArray();
            set.forEach(member -> ids.add(member.value()));
        }
        var nodes = object.putObject("nodes");
        membership
                .members()
                .forEach(member -> nodes.set(member.toString(), node(membership, member)));
    }

    /// Where the other members reach it, under the older and the newer name.
    static ObjectNode node(Membership membership, MemberId member) {
        var address = membership.addresses().getOrDefault(member, "");
        return JsonNodeFactory.instance.objectNode().put("addr", address).put("raft_addr", address);
    }

    /// `{"leader_id":1,"leader_node":{…}}`, both null when none is known.
    static void fillForward(ObjectNode object, RaftState state, @Nullable MemberId leader) {
        object.put("leader_id", leader == null ? null : leader.value());
        object.set(
                "leader_node",
                leader == null ? NullNode.instance : node(state.membership(), leader));
    }
}
