package io.balsa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    frobnicate                    | Unmatched argument
                    get                           | Missing required parameter: 'KEY'
                    get a b                       | Unmatched argument
                    get a -o xml                  | but was 'xml'
                    get a -e nowhere              | 'nowhere' is not an endpoint
                    get a --limit -1              | --limit must be at least 1
                    get a --limit 0               | --limit must be at least 1
                    get -dash                     | goes behind --
                    get a --raw --prefix          | --raw is for the value of one key
                    put a                         | Missing required parameter: 'VALUE'
                    bench                         | Missing required parameter: 'put|get'
                    bench delete                  | but was 'delete'
                    bench put --clients 0         | --clients must be 1 to
                    bench put --duration 10       | '10' is not a duration such as 500ms
                    bench put --key-bytes 3       | --key-bytes 3 is too short
                    bench put --interleave a=h:1  | takes at least two targets
                    demo --members 12             | --members must be 1 to 9
                    demo --members 2 --peer-ports 1,2,3 | --peer-ports names 3 ports for 2 members
                    serve --log-level loud        | --log-level: logging.level must be one of trace
                    serve --set nonsense          | KEY=VALUE
                    serve --set node.nodeid=1     | did you mean node.node_id?
                    serve --config /nowhere.toml  | /nowhere.toml
                    config                        | Missing required subcommand
                    config check --node-id 0      | --node-id: node_id must be greater than 0
                    config check /nowhere.toml    | /nowhere.toml
                    """)
    void aCommandLineThatMakesNoSenseEndsWithTwoAndSaysWhy(String line, String message) {
        var outcome = Cli.run(line.split(" "));

        assertThat(outcome.err()).startsWith("balsa: ").contains(message);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines().count()).isLessThan(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    get a --consistency strong    | but was 'strong'
                    get a --timeout 0ms           | --timeout must be at least 1ms
                    range --prefix a --from b     | leave --from and --to out
                    range --from b --to a         | no key is from 'b' on and before 'a'
                    cas a b                       | --if-absent
                    cas a b --if-absent --if-version 1 | mutually exclusive
                    cas a --if-absent             | name a VALUE
                    cas a b --delete --if-absent  | or say --delete
                    cluster                       | Missing required subcommand
                    cluster init                  | name it with --endpoints
                    cluster add-learner 2         | '2' is not a member such as
                    cluster promote               | Missing required parameter
                    cluster remove one            | 'one' is not a long
                    cluster watch --changes 0     | --changes must be at least 1
                    cas a b --if-version 0        | --if-version must be at least 1
                    """)
    void aReadOrWriteThatMakesNoSenseAsksNobody(String line, String message) {
        aCommandLineThatMakesNoSenseEndsWithTwoAndSaysWhy(line, message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve",
                "demo",
                "put",
                "get",
                "range",
                "cas",
                "del",
                "cluster",
                "cluster status",
                "cluster init",
                "cluster add-learner",
                "cluster promote",
                "cluster remove",
                "cluster transfer",
                "cluster watch",
                "status",
                "bench",
                "completion",
                "config",
                "config check",
                "config example"
            })
    void everyCommandExplainsItselfAndItsExitCodes(String command) {
        var outcome = Cli.run((command + " --help").strip().split(" "));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("Usage: balsa", "Exit codes:");
    }
}
