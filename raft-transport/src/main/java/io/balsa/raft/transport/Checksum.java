package io.balsa.raft.transport;

import static io.balsa.raft.transport.MalformedFrame.demand;

import com.google.protobuf.WireFormat;

import io.balsa.raft.transport.v1.Wire.Frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The last field of a frame, which tells whether all bytes before it arrived as they were sent.
final class Checksum {
    /// A tag and a number of fixed size.
    static final int FIELD_BYTES = 1 + Integer.BYTES;

    private static final byte TAG =
            (byte) (Frame.CHECKSUM_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_FIXED32);

    private Checksum() {}

    /// Puts the field at `place` of `frame`, whose order is little endian.
    static void put(int checksum, ByteBuffer frame, int place) {
        frame.put(place, TAG).putInt(place + 1, checksum);
    }

    /// Demands that `frame` ends with the checksum of what comes before it.
    static void verify(byte[] frame) throws MalformedFrame {
        var end = frame.length - FIELD_BYTES;
        demand(end >= 0 && frame[end] == TAG, "a frame ends with its checksum");
        var checksum = new CRC32C();
        checksum.update(frame, 0, end);
        var sent = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt(end + 1);
        demand(sent == (int) checksum.getValue(), "a frame arrives as it was sent");
    }
}
