package io.balsa.raft.testkit.world;

import io.balsa.raft.log.Disk;
import io.balsa.raft.log.DiskFile;
import io.balsa.raft.log.DiskFullException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A disk in memory that keeps exactly what a real one must keep, and no more. A power failure in
/// the middle of a write leaves a part of it, at any byte, or any of its sectors; in the middle of
/// any other operation it leaves the operation done or not done. It can also be full, refuse to
/// read, and flip bits.
public final class SimulatedDisk implements Disk {
    private static final int SECTOR_BYTES = 512;
    private static final long NEVER = Long.MAX_VALUE;
    private static final long WITHOUT_POWER = -1;

    private final RandomGenerator random;
    private final NavigableMap<String, byte[]> files = new TreeMap<>();
    private long capacityBytes = Long.MAX_VALUE;
    private boolean readable = true;
    private long operationsUntilPowerFailure = NEVER;
    private Runnable onFailure = () -> {};
    private long boots;
    private long writes;
    private long tornWrites;

    public SimulatedDisk(RandomGenerator random) {
        this.random = random;
    }

    // What a process does with it.

    @Override
    public DiskFile open(String name) throws IOException {
        checkPower();
        return new SimulatedFile(this, name, contents(name));
    }

    @Override
    public DiskFile create(String name, long bytes) throws IOException {
        var survives = survives();
        if (usedBytes() + bytes > capacityBytes) {
            checkPower();
            throw new DiskFullException("no space left on device for " + name);
        }
        if (survives != Survival.NOTHING) {
            files.put(name, new byte[Math.toIntExact(bytes)]);
        }
        checkPower();
        return new SimulatedFile(this, name, contents(name));
    }

    @Override
    public boolean exists(String name) throws IOException {
        checkPower();
        return files.containsKey(name);
    }

    @Override
    public List<String> list() throws IOException {
        checkPower();
        return List.copyOf(files.keySet());
    }

    @Override
    public void rename(String from, String to) throws IOException {
        var moved = contents(from);
        var survives = survives();
        if (survives != Survival.NOTHING) {
            files.remove(from);
            files.put(to, moved);
        }
        checkPower();
    }

    @Override
    public void delete(String name) throws IOException {
        if (survives() != Survival.NOTHING) {
            files.remove(name);
        }
        checkPower();
    }

    void write(byte[] contents, int position, ByteBuffer source) throws IOException {
        writes++;
        var survives = survives();
        var bytes = new byte[source.remaining()];
        source.get(bytes);
        switch (survives) {
            case EVERYTHING -> System.arraycopy(bytes, 0, contents, position, bytes.length);
            case PART -> tear(contents, position, bytes);
            case NOTHING -> {}
        }
        checkPower();
    }

    void checkReadable() throws IOException {
        checkPower();
        if (!readable) {
            throw new IOException("input/output error");
        }
    }

    // What may happen to it.

    /// Lets the power fail during one of the operations to come: `operations` more succeed.
    public void losePowerAfter(int operations) {
        losePowerAfter(operations, () -> {});
    }

    /// Lets the power fail during one of the operations to come: `operations` more succeed. Then
    /// `onFailure` ends the process, before the operation returns to it.
    public void losePowerAfter(int operations, Runnable onFailure) {
        operationsUntilPowerFailure = operations;
        this.onFailure = onFailure;
    }

    /// Takes back [#losePowerAfter], if the power has not failed yet.
    public void keepPower() {
        if (hasPower()) {
            operationsUntilPowerFailure = NEVER;
            onFailure = () -> {};
        }
    }

    /// From now on nothing reaches the disk, until [#powerOn()].
    public void cutPower() {
        operationsUntilPowerFailure = WITHOUT_POWER;
        onFailure = () -> {};
    }

    /// Starts the disk again. Handles from before are of no use any more.
    public void powerOn() {
        boots++;
        operationsUntilPowerFailure = NEVER;
    }

    public boolean hasPower() {
        return operationsUntilPowerFailure != WITHOUT_POWER;
    }

    /// Refuses new files that would bring all files together above `bytes`.
    public void limitCapacity(long bytes) {
        capacityBytes = bytes;
    }

    /// Makes every read fail, or no read any more.
    public void setReadable(boolean readable) {
        this.readable = readable;
    }

    /// Turns over one bit of what is long on the disk.
    ///
    /// @param bit counted from the first bit of the file
    public void flipBit(String name, long bit) throws IOException {
        contents(name)[Math.toIntExact(bit / Byte.SIZE)] ^= (byte) (1 << (bit % Byte.SIZE));
    }

    // What can be asked about it.

    public long usedBytes() {
        return files.values().stream().mapToLong(contents -> contents.length).sum();
    }

    /// How many writes there were since the world began.
    public long writes() {
        return writes;
    }

    /// How many writes were interrupted half way.
    public long tornWrites() {
        return tornWrites;
    }

    long boots() {
        return boots;
    }

    /// What an operation leaves on the disk.
    private enum Survival {
        EVERYTHING,
        PART,
        NOTHING
    }

    private Survival survives() throws IOException {
        checkPower();
        if (operationsUntilPowerFailure == NEVER || operationsUntilPowerFailure-- > 0) {
            return Survival.EVERYTHING;
        }
        return switch (random.nextInt(4)) {
            case 0 -> Survival.EVERYTHING;
            case 1 -> Survival.NOTHING;
            default -> Survival.PART;
        };
    }

    private void tear(byte[] contents, int position, byte[] bytes) {
        tornWrites++;
        if (random.nextBoolean()) {
            var kept = random.nextInt(bytes.length + 1);
            System.arraycopy(bytes, 0, contents, position, kept);
            return;
        }
        for (var from = 0; from < bytes.length; ) {
            var sectorEnd = SECTOR_BYTES - (position + from) % SECTOR_BYTES;
            var count = Math.min(bytes.length - from, sectorEnd);
            if (random.nextBoolean()) {
                System.arraycopy(bytes, from, contents, position + from, count);
            }
            from += count;
        }
    }

    private byte[] contents(String name) throws IOException {
        var contents = files.get(name);
        if (contents == null) {
            throw new NoSuchFileException(name);
        }
        return contents;
    }

    private void checkPower() throws IOException {
        if (!hasPower()) {
            var ended = onFailure;
            onFailure = () -> {};
            ended.run();
            throw new PowerFailure();
        }
    }
}
