package io.balsa.benchmarks.group;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// The state machine of all contenders: a hash map of values by keys of 16 bytes. Confined to one
/// thread.
public final class Table {
    private final Map<Key, byte[]> values = new HashMap<>();

    private record Key(long high, long low) {
        private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

        /// That of a record would send keys that differ in a few digits to the same place.
        @Override
        public int hashCode() {
            return (int) ((((high * SPREAD) ^ low) * SPREAD) >>> Integer.SIZE);
        }
    }

    /// Takes over the key and a copy of the value from `command`, whose position moves.
    public void put(ByteBuffer command) {
        var key = new Key(command.getLong(), command.getLong());
        var value = new byte[command.remaining()];
        command.get(value);
        values.put(key, value);
    }
}
