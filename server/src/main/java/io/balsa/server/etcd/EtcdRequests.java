package io.balsa.server.etcd;

import static io.balsa.server.etcd.ByteStrings.bytes;

import com.google.protobuf.ByteString;

import io.balsa.kv.store.Bytes;
import io.balsa.kv.store.Command;
import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;
import io.balsa.kv.store.KeyRange;
import io.balsa.kv.store.Operation;
import io.balsa.kv.store.Problem;
import io.balsa.kv.store.RangeQuery;
import io.balsa.kv.store.RangeQuery.Order;
import io.balsa.kv.store.RangeQuery.Projection;
import io.balsa.kv.store.RangeQuery.RevisionFilter;
import io.balsa.kv.store.RangeQuery.Sort;
import io.balsa.kv.store.RangeQuery.SortBy;
import io.balsa.kv.store.RangeQuery.Span;
import io.balsa.raft.node.Consistency;
import io.balsa.wire.etcd.DeleteRangeRequest;
import io.balsa.wire.etcd.PutRequest;
import io.balsa.wire.etcd.RangeRequest;
import io.balsa.wire.etcd.RequestOp;
import io.balsa.wire.etcd.TxnRequest;
import io.grpc.StatusException;

import java.util.ArrayList;
import java.util.List;

/// What a client asks for, in the store's words. A request that says something the store cannot do
/// is refused here.
final class EtcdRequests {
    /// The parser of protobuf ends before this; a limit of our own, so that ours does, too.
    private static final int DEPTH_MAX = 32;

    private EtcdRequests() {}

    static RangeQuery range(RangeRequest request) throws StatusException {
        var filter =
                new RevisionFilter(
                        new Span(request.getMinModRevision(), request.getMaxModRevision()),
                        new Span(request.getMinCreateRevision(), request.getMaxCreateRevision()));
        return new RangeQuery(
                keys(request.getKey(), request.getRangeEnd()),
                request.getRevision(),
                filter.equals(RevisionFilter.NONE) ? RevisionFilter.NONE : filter,
                new Sort(sortBy(request), order(request)),
                request.getLimit(),
                projection(request));
    }

    static Consistency consistency(RangeRequest request) {
        return request.getSerializable() ? Consistency.LOCAL : Consistency.LINEARIZABLE;
    }

    static Command put(PutRequest request) throws StatusException {
        if (request.getIgnoreLease()) {
            throw (request.getLease() == 0
                            ? EtcdErrors.unsupported("ignore_lease: there are no leases yet")
                            : EtcdErrors.LEASE_PROVIDED)
                    .asException();
        }
        if (request.getLease() != 0) {
            throw EtcdErrors.LEASE_NOT_FOUND.asException();
        }
        if (request.getIgnoreValue() && !request.getValue().isEmpty()) {
            throw EtcdErrors.VALUE_PROVIDED.asException();
        }
        var value = request.getIgnoreValue() ? null : bytes(request.getValue());
        return new Put(bytes(request.getKey()), value, request.getPrevKv());
    }

    static Command delete(DeleteRangeRequest request) {
        return new DeleteRange(keys(request.getKey(), request.getRangeEnd()), request.getPrevKv());
    }

    static Txn txn(TxnRequest request) throws StatusException {
        return txn(request, 1);
    }

    /// Linearizable, unless it has operations and all of them are reads that may be stale.
    static Consistency consistency(TxnRequest request) {
        var operations = new ArrayList<>(request.getSuccessList());
        operations.addAll(request.getFailureList());
        var mayBeStale =
                operations.stream()
                        .allMatch(operation -> operation.getRequestRange().getSerializable());
        return mayBeStale && !operations.isEmpty() ? Consistency.LOCAL : Consistency.LINEARIZABLE;
    }

    private static Txn txn(TxnRequest request, int depth) throws StatusException {
        if (depth > DEPTH_MAX) {
            throw EtcdErrors.of(Problem.TOO_DEEP).asException();
        }
        return new Txn(
                EtcdCompares.of(request.getCompareList()),
                operations(request.getSuccessList(), depth),
                operations(request.getFailureList(), depth));
    }

    private static List<Operation> operations(List<RequestOp> requests, int depth)
            throws StatusException {
        var operations = new ArrayList<Operation>(requests.size());
        for (var each : requests) {
            operations.add(
                    switch (each.getRequestCase()) {
                        case REQUEST_RANGE -> range(each.getRequestRange());
                        case REQUEST_PUT -> put(each.getRequestPut());
                        case REQUEST_DELETE_RANGE -> delete(each.getRequestDeleteRange());
                        case REQUEST_TXN -> txn(each.getRequestTxn(), depth + 1);
                        case REQUEST_NOT_SET -> throw EtcdErrors.EMPTY_OPERATION.asException();
                    });
        }
        return operations;
    }

    static KeyRange keys(ByteString key, ByteString end) {
        return new KeyRange(bytes(key), end.isEmpty() ? Bytes.EMPTY : bytes(end));
    }

    private static SortBy sortBy(RangeRequest request) throws StatusException {
        return switch (request.getSortTarget()) {
            case KEY -> SortBy.KEY;
            case VERSION -> SortBy.VERSION;
            case CREATE -> SortBy.CREATE_REVISION;
            case MOD -> SortBy.MOD_REVISION;
            case VALUE -> SortBy.VALUE;
            case UNRECOGNIZED -> throw EtcdErrors.INVALID_SORT.asException();
        };
    }

    private static Order order(RangeRequest request) throws StatusException {
        return switch (request.getSortOrder()) {
            case NONE -> Order.NONE;
            case ASCEND -> Order.ASCENDING;
            case DESCEND -> Order.DESCENDING;
            case UNRECOGNIZED -> throw EtcdErrors.INVALID_SORT.asException();
        };
    }

    private static Projection projection(RangeRequest request) {
        if (request.getCountOnly()) {
            return Projection.COUNT;
        }
        return request.getKeysOnly() ? Projection.KEYS : Projection.PAIRS;
    }
}
