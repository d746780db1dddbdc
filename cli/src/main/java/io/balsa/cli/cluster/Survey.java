package io.balsa.cli.cluster;

import static java.util.Comparator.comparingLong;

import io.balsa.cli.member.Conversation;
import io.balsa.client.Endpoint;
import io.balsa.wire.v1.Member;
import io.balsa.wire.v1.MemberStatus;
import io.balsa.wire.v1.Role;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// What all members say of themselves and their group, asked at the same time.
///
/// @param reports in the order of the endpoints
record Survey(List<Report> reports) {
    /// The word of one member, or the reason why there is none.
    sealed interface Report {
        Endpoint endpoint();

        record Known(Endpoint endpoint, MemberStatus status) implements Report {}

        record Silent(Endpoint endpoint, String reason) implements Report {}
    }

    /// Never fails: a member that does not answer in time is silent.
    static CompletableFuture<Survey> of(Conversation group, Duration time) {
        var admin = group.admin().within(time);
        var asked =
                group.endpoints().stream()
                        .map(endpoint -> report(endpoint, admin.status(endpoint)))
                        .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(_ -> new Survey(asked.stream().map(CompletableFuture::join).toList()));
    }

    private static CompletableFuture<Report> report(
            Endpoint endpoint, CompletableFuture<MemberStatus> answer) {
        return answer.<Report>thenApply(status -> new Report.Known(endpoint, status))
                .exceptionally(thrown ->
                        new Report.Silent(endpoint, Conversation.reason(endpoint, thrown)));
    }

    /// What each member says of leadership, for people.
    String words() {
        return reports.stream().map(Survey::words).collect(Collectors.joining("; "));
    }

    /// What one member says of leadership, for people.
    static String words(Report report) {
        return switch (report) {
            case Report.Silent(var endpoint, var reason) -> "%s: %s".formatted(endpoint, reason);
            case Report.Known(var endpoint, var status) ->
                    status.hasLeader()
                            ? "%s says that member %d leads"
                                    .formatted(endpoint, status.getLeader().getId())
                            : status.getRole() == Role.ROLE_STRANGER
                                    ? "%s belongs to no group".formatted(endpoint)
                                    : "%s knows of no leader".formatted(endpoint);
        };
    }

    List<MemberStatus> statuses() {
        return reports.stream()
                .filter(Report.Known.class::isInstance)
                .map(report -> ((Report.Known) report).status())
                .toList();
    }

    /// The leader's own word, of the latest term if two think that they lead.
    Optional<MemberStatus> leader() {
        return statuses().stream()
                .filter(status -> status.getRole() == Role.ROLE_LEADER)
                .max(comparingLong(MemberStatus::getTerm));
    }

    /// What the leader knows of a member; empty if it is not one, or no leader was heard.
    Optional<Member> member(long id) {
        return leader().flatMap(leader ->
                leader.getMembership().getMembersList().stream()
                        .filter(member -> member.getAddress().getId() == id)
                        .findFirst());
    }

    boolean isLeader(long id) {
        return leader().filter(leader -> leader.getSelf().getId() == id).isPresent();
    }
}
