package io.balsa.cli.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.balsa.cli.console.Json;
import io.balsa.cli.member.StateReader.Report;
import io.balsa.client.Endpoint;

import org.junit.jupiter.api.Test;

import java.util.List;

class StatusCommandTest {
    private static final String STATE =
            """
            {"node_id":2,"role":"Leader","current_leader":2,"current_term":3,"last_log_index":9,
             "commit_index":8,"last_applied_index":7,"revision":6,"voters":[1,2]}
            """;

    private static final List<Endpoint> ASKED =
            List.of(new Endpoint("127.0.0.1", 2379), new Endpoint("127.0.0.1", 22379));

    @Test
    void showsARowForEachMemberAndWhyOneDoesNotAnswer() throws JsonProcessingException {
        var lines = StatusCommand.table(ASKED, reports()).lines().toList();

        assertThat(lines)
                .map(line -> String.join("|", line.split(" {2,}", -1)))
                .containsExactly(
                        "ENDPOINT|MEMBER|ROLE|LEADER|TERM|REVISION|COMMIT|APPLIED|LAST",
                        "127.0.0.1:2379|2|Leader|2|3|6|8|7|9",
                        "127.0.0.1:22379|-|connection refused|-|-|-|-|-|-");
        assertThat(lines.get(1).indexOf("Leader")).isEqualTo(lines.get(2).indexOf("connection"));
    }

    @Test
    void printsJson() throws JsonProcessingException {
        assertThat(Json.text(StatusCommand.json(ASKED, reports())))
                .isEqualTo(
                        """
                        [ {
                          "endpoint" : "127.0.0.1:2379",
                          "member" : 2,
                          "role" : "Leader",
                          "leader" : 2,
                          "term" : 3,
                          "revision" : 6,
                          "commit_index" : 8,
                          "applied_index" : 7,
                          "last_index" : 9,
                          "voters" : [ 1, 2 ]
                        }, {
                          "endpoint" : "127.0.0.1:22379",
                          "unreachable" : "connection refused"
                        } ]\
                        """);
    }

    private static List<Report> reports() throws JsonProcessingException {
        return List.of(
                new Report.Known(MemberState.parse(STATE)),
                new Report.Unknown("connection refused"));
    }
}
