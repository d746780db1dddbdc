package io.balsa.wire.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;

import io.etcd.jetcd.api.JetcdProto;
import io.etcd.jetcd.api.Kv;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Our contract says the same as the one that jetcd, an independent client, was built from. That
/// one is older: what it does not have is listed here, and everything else must agree.
class ContractTest {
    private static final List<FileDescriptor> OURS =
            List.of(
                    KeyValueProto.getDescriptor(),
                    HeaderProto.getDescriptor(),
                    KvProto.getDescriptor(),
                    ClusterProto.getDescriptor(),
                    MaintenanceProto.getDescriptor());

    private static final List<FileDescriptor> THEIRS =
            List.of(Kv.getDescriptor(), JetcdProto.getDescriptor());

    @Test
    void everyFieldThatBothKnowIsTheSame() {
        var theirs = fields(THEIRS);
        var ours = fields(OURS);
        var both = new TreeSet<>(ours.keySet());
        both.retainAll(theirs.keySet());

        assertThat(both).hasSizeGreaterThan(70);
        for (var name : both) {
            assertThat(ours.get(name)).as(name).isEqualTo(theirs.get(name));
        }
    }

    @Test
    void ofTheMessagesThatBothKnowOursHaveAllFields() {
        var known =
                OURS.stream().flatMap(ContractTest::messages).map(Descriptor::getFullName).toList();
        var missing = new TreeSet<>(fields(THEIRS).keySet());
        missing.removeIf(field -> !known.contains(field.substring(0, field.lastIndexOf('.'))));
        missing.removeAll(fields(OURS).keySet());

        assertThat(missing).isEmpty();
    }

    @Test
    void whatOnlyOursHasIsWhatCameLater() {
        var newer = new TreeSet<>(fields(OURS).keySet());
        newer.removeAll(fields(THEIRS).keySet());

        assertThat(newer)
                .containsExactly(
                        "etcdserverpb.Compare.lease",
                        "etcdserverpb.DowngradeInfo.enabled",
                        "etcdserverpb.DowngradeInfo.targetVersion",
                        "etcdserverpb.MemberListRequest.linearizable",
                        "etcdserverpb.RangeStreamResponse.range_response",
                        "etcdserverpb.StatusResponse.dbSizeQuota",
                        "etcdserverpb.StatusResponse.downgradeInfo",
                        "etcdserverpb.StatusResponse.storageVersion");
    }

    @Test
    void everyConstantThatBothKnowIsTheSame() {
        var ours = constants(OURS);
        ours.remove("etcdserverpb.AlarmType.CORRUPT");
        ours.remove("etcdserverpb.Compare.CompareTarget.LEASE");

        assertThat(constants(THEIRS)).containsAllEntriesOf(ours);
    }

    @Test
    void everyMethodThatBothKnowIsTheSame() {
        var theirs = methods(THEIRS);
        var ours = methods(OURS);
        ours.remove("etcdserverpb.KV.RangeStream"); // etcd 3.7

        assertThat(ours).hasSize(8);
        ours.forEach((name, method) -> assertThat(method).as(name).isEqualTo(theirs.get(name)));
    }

    private static Stream<Descriptor> messages(FileDescriptor file) {
        return file.getMessageTypes().stream();
    }

    private static Map<String, String> fields(List<FileDescriptor> files) {
        return files.stream()
                .flatMap(ContractTest::messages)
                .flatMap(message -> message.getFields().stream())
                .collect(described(ContractTest::describe));
    }

    private static String describe(FieldDescriptor field) {
        var type =
                switch (field.getJavaType()) {
                    case MESSAGE -> field.getMessageType().getFullName();
                    case ENUM -> field.getEnumType().getFullName();
                    default -> field.getType().name();
                };
        var oneof = field.getContainingOneof();
        return "%s%s = %d%s"
                .formatted(
                        field.isRepeated() ? "repeated " : "",
                        type,
                        field.getNumber(),
                        oneof == null ? "" : " in " + oneof.getName());
    }

    private static Map<String, Integer> constants(List<FileDescriptor> files) {
        return files.stream()
                .flatMap(file ->
                        Stream.concat(
                                file.getEnumTypes().stream(),
                                messages(file).flatMap(m -> m.getEnumTypes().stream())))
                .flatMap(type -> type.getValues().stream())
                .collect(
                        Collectors.toMap(
                                each -> each.getType().getFullName() + "." + each.getName(),
                                EnumValueDescriptor::getNumber));
    }

    private static Map<String, String> methods(List<FileDescriptor> files) {
        return files.stream()
                .flatMap(file -> file.getServices().stream())
                .flatMap(service -> service.getMethods().stream())
                .collect(described(ContractTest::describe));
    }

    private static String describe(MethodDescriptor method) {
        return "%s%s returns %s%s"
                .formatted(
                        method.isClientStreaming() ? "stream " : "",
                        method.getInputType().getFullName(),
                        method.isServerStreaming() ? "stream " : "",
                        method.getOutputType().getFullName());
    }

    private static <D extends GenericDescriptor> Collector<D, ?, Map<String, String>> described(
            Function<D, String> description) {
        return Collectors.toMap(
                GenericDescriptor::getFullName, description, (a, b) -> a, TreeMap::new);
    }
}
