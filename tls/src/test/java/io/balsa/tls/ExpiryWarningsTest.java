package io.balsa.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.testkit.certificate.TestAuthority;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/// What operators read of certificates whose time comes.
class ExpiryWarningsTest {
    @RegisterExtension private final Lines lines = new Lines(ExpiryWarnings.class);

    @TempDir private Path folder = Path.of("");

    private final TestAuthority authority = TestAuthority.named("authority");
    private final Instant start = Instant.now();
    private Instant now = start;

    @Test
    void warnsThirtySevenAndOneDaysAheadAndOnceItIsOver() throws Exception {
        try (var credentials = with(Duration.ofDays(120))) {
            look(credentials, 89);
            assertThat(ofMember()).isEmpty();

            for (var day : List.of(91, 92, 112, 114, 115, 118, 119)) {
                look(credentials, day);
            }
            look(credentials, 121);
            look(credentials, 122);

            var member = folder.resolve("member.pem").toString();
            assertThat(ofMember())
                    .satisfiesExactly(
                            first ->
                                    assertThat(first)
                                            .contains("CN=member", member, "shown by a test")
                                            .contains("in 28 days: put a new one in its place"),
                            second -> assertThat(second).contains("in 5 days"),
                            third -> assertThat(third).contains("in 23 hours"),
                            last ->
                                    assertThat(last)
                                            .contains("expired at", "others refuse it until"));
        }
    }

    @Test
    void warnsAtTheStartOfWhatIsNearAlreadyAndNotTwice() throws Exception {
        try (var credentials = with(Duration.ofHours(1))) {
            credentials.look();
            credentials.look();

            assertThat(ofMember())
                    .singleElement()
                    .asString()
                    .containsPattern("in [56][0-9] minutes");
        }
    }

    @Test
    void doesNotWarnOfACertificateForADayFromItsFirstMoment() throws Exception {
        try (var credentials = with(Duration.ofHours(30))) {
            credentials.look();

            assertThat(lines.all()).isEmpty();
        }
    }

    @Test
    void warnsOfAnAuthorityThatOthersWillNotBelieveMuchLonger() throws Exception {
        try (var credentials = with(Duration.ofDays(300))) {
            now = credentials.authorityExpiry().orElseThrow().minus(Duration.ofHours(3));
            credentials.look();
            now = now.plus(Duration.ofHours(4));
            credentials.look();

            var trusted = folder.resolve("ca.pem").toString();
            assertThat(lines.all())
                    .satisfiesExactly(
                            before ->
                                    assertThat(before)
                                            .contains("CN=authority", trusted, "in 3 hours")
                                            .contains("put a new one beside it"),
                            after -> assertThat(after).contains("others may refuse all"));
        }
    }

    @Test
    void isQuietAboutANewCertificate() throws Exception {
        try (var credentials = with(Duration.ofHours(1))) {
            credentials.look();
            issue(Duration.ofDays(365));
            credentials.look();
            credentials.look();
            credentials.look();

            assertThat(ofMember()).hasSize(1);
        }
    }

    private void look(Credentials credentials, int day) {
        now = start.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(30));
        credentials.look();
    }

    private List<String> ofMember() {
        return lines.all().stream().filter(line -> line.contains("CN=member")).toList();
    }

    private Credentials with(Duration validity) throws Exception {
        var trusted = authority.write(folder.resolve("ca.pem"));
        var files = new TlsFiles(issue(validity), trusted);
        InstantSource source = () -> now;
        return Credentials.unwatched("a test", files, source.withZone(ZoneOffset.UTC));
    }

    private TlsFiles.Own issue(Duration validity) throws Exception {
        var pair = authority.issue("member", validity).write(folder, "member");
        return new TlsFiles.Own(pair.certificate(), pair.key());
    }
}
