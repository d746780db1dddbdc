package io.balsa.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.LongStream;

/// The store answers as a naive [Model] does, whatever is asked of it.
class ModelTest {
    private static final int COMMANDS = 60;

    @ParameterizedTest(name = "-Dmodel.seed={0}")
    @MethodSource("seeds")
    void answersLikeTheModel(long seed) {
        var random = new RandomCommands(seed);
        var model = new Model();
        var store = new LoggedStore();

        for (var i = 0; i < COMMANDS; i++) {
            var command = random.command();
            assertThat(store.apply(command)).as("%s", command).isEqualTo(model.run(command));
            var query = random.query();
            assertThat(store.store.read(query)).as("%s", query).isEqualTo(model.run(query));
        }
    }

    static LongStream seeds() {
        var chosen = Long.getLong("model.seed");
        return chosen != null
                ? LongStream.of(chosen)
                : LongStream.rangeClosed(1, Long.getLong("model.seeds", 500));
    }
}
