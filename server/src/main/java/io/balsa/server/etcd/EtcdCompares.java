package io.balsa.server.etcd;

import static io.balsa.server.etcd.ByteStrings.bytes;

import io.balsa.kv.store.Compare;
import io.balsa.kv.store.Compare.Attribute;
import io.balsa.kv.store.Compare.OfNumber;
import io.balsa.kv.store.Compare.OfValue;
import io.balsa.kv.store.Compare.Relation;
import io.grpc.Status;
import io.grpc.StatusException;

import java.util.ArrayList;
import java.util.List;

/// The conditions of a transaction, in the store's words.
final class EtcdCompares {
    private EtcdCompares() {}

    static List<Compare> of(List<io.balsa.wire.etcd.Compare> requests) throws StatusException {
        var compares = new ArrayList<Compare>(requests.size());
        for (var request : requests) {
            compares.add(of(request));
        }
        return compares;
    }

    private static Compare of(io.balsa.wire.etcd.Compare request) throws StatusException {
        var keys = EtcdRequests.keys(request.getKey(), request.getRangeEnd());
        var relation = relation(request);
        return switch (request.getTarget()) {
            case VALUE -> new OfValue(keys, relation, bytes(request.getValue()));
            case VERSION -> new OfNumber(keys, Attribute.VERSION, relation, request.getVersion());
            case CREATE ->
                    new OfNumber(
                            keys, Attribute.CREATE_REVISION, relation, request.getCreateRevision());
            case MOD ->
                    new OfNumber(keys, Attribute.MOD_REVISION, relation, request.getModRevision());
            case LEASE -> new OfNumber(keys, Attribute.LEASE, relation, request.getLease());
            case UNRECOGNIZED -> throw unknown("compare target");
        };
    }

    private static Relation relation(io.balsa.wire.etcd.Compare request) throws StatusException {
        return switch (request.getResult()) {
            case EQUAL -> Relation.EQUAL;
            case GREATER -> Relation.GREATER;
            case LESS -> Relation.LESS;
            case NOT_EQUAL -> Relation.NOT_EQUAL;
            case UNRECOGNIZED -> throw unknown("compare result");
        };
    }

    private static StatusException unknown(String what) {
        return Status.INVALID_ARGUMENT.withDescription("balsa: unknown " + what).asException();
    }
}
