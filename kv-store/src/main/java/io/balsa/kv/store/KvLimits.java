package io.balsa.kv.store;

/// What a command may be at most, before it enters the log. Members may differ in it, because what
/// is in the log is applied whatever its size.
///
/// @param requestBytesMax bytes of the encoded command
/// @param keyBytesMax bytes of each key and range end
/// @param valueBytesMax bytes of each value
/// @param operationsMax compares, and operations of each branch, of a transaction; transactions
///   inside it have what is left
public record KvLimits(int requestBytesMax, int keyBytesMax, int valueBytesMax, int operationsMax) {

    private static final int MIB_AND_A_HALF = 3 << 19;

    /// As in etcd: 1.5 MiB for the request, however it is made up, and 128 operations.
    public static final KvLimits DEFAULT =
            new KvLimits(MIB_AND_A_HALF, MIB_AND_A_HALF, MIB_AND_A_HALF, 128);

    public KvLimits {
        if (requestBytesMax <= 0 || keyBytesMax <= 0 || valueBytesMax <= 0 || operationsMax <= 0) {
            throw new IllegalArgumentException("every limit must be positive");
        }
    }
}
