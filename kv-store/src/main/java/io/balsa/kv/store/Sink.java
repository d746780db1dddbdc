package io.balsa.kv.store;

import java.nio.ByteBuffer;

/// Takes in the parts of an encoded command, so that one description of the format both measures it
/// and writes it.
sealed interface Sink {
    void octet(int value);

    void number(long value);

    void bytes(Bytes value);

    /// Small numbers of either sign become small numbers without one.
    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    /// Measures.
    final class Counting implements Sink {
        private int bytes;

        int bytes() {
            return bytes;
        }

        @Override
        public void octet(int value) {
            bytes++;
        }

        @Override
        public void number(long value) {
            var bits = Long.SIZE - Long.numberOfLeadingZeros(zigzag(value) | 1);
            bytes += (bits + 6) / 7;
        }

        @Override
        public void bytes(Bytes value) {
            number(value.size());
            bytes = Math.addExact(bytes, value.size());
        }
    }

    /// Writes.
    record Writing(ByteBuffer target) implements Sink {
        @Override
        public void octet(int value) {
            target.put((byte) value);
        }

        @Override
        public void number(long value) {
            var rest = zigzag(value);
            while ((rest & ~0x7fL) != 0) {
                octet(((int) rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            octet((int) rest);
        }

        @Override
        public void bytes(Bytes value) {
            number(value.size());
            value.writeTo(target);
        }
    }
}
