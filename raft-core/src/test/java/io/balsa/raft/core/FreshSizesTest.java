package io.balsa.raft.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The shell knows the sizes of entries once it has been told of them: 3 bytes each.
class FreshSizesTest {
    private final FreshSizes sizes = new FreshSizes(_ -> 3);

    @Test
    void areToldByTheProposalsUntilTheShellKnowsThem() {
        sizes.append(5, 2, 20);
        sizes.append(7, 1, 30);

        assertThat(sizes.bytesAt(4)).isEqualTo(3);
        assertThat(sizes.bytesAt(5)).isEqualTo(10);
        assertThat(sizes.bytesAt(6)).isEqualTo(10);
        assertThat(sizes.bytesAt(7)).isEqualTo(30);
    }

    @Test
    void areToldByTheShellAfterwards() {
        sizes.append(5, 2, 20);
        sizes.settle();
        assertThat(sizes.bytesAt(5)).isEqualTo(3);

        sizes.append(7, 1, 30);

        assertThat(sizes.bytesAt(6)).isEqualTo(3);
        assertThat(sizes.bytesAt(7)).isEqualTo(30);
    }

    @Test
    void areKeptOfHoweverManyEntries() {
        for (var index = 1; index <= 1_000; index++) {
            sizes.append(index, 1, index);
        }
        sizes.append(1_001, 5_000, 5_000 * 7);

        assertThat(sizes.bytesAt(1)).isEqualTo(1);
        assertThat(sizes.bytesAt(1_000)).isEqualTo(1_000);
        assertThat(sizes.bytesAt(1_001)).isEqualTo(7);
        assertThat(sizes.bytesAt(6_000)).isEqualTo(7);
    }
}
