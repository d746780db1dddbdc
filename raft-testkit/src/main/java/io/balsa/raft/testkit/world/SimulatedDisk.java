package io.balsa.raft.testkit.world;

import io.balsa.raft.log.Disk;
import io.balsa.raft.log.DiskFile;
import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.log.GrowingFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A disk in memory that keeps exactly what a real one must keep, and no more. A power failure in
/// the middle of a write leaves a part of it, at any byte, or any of its sectors; in the middle of
/// any other operation it leaves the operation done or not done. Of a file that grows it leaves
/// what was synced. It can also be full, refuse to read, and flip bits.
public final class SimulatedDisk implements Disk {
    static final int SECTOR_BYTES = 512;

    private final RandomGenerator random;
    private final Power power;
    private final NavigableMap<String, StoredBytes> files = new TreeMap<>();
    private long capacityBytes = Long.MAX_VALUE;
    private ReadFaults readFaults = ReadFaults.NONE;
    private long writes;
    private long tornWrites;
    private long spoiltReads;

    public SimulatedDisk(RandomGenerator random) {
        this.random = random;
        this.power = new Power(random);
    }

    // What a process does with it.

    @Override
    public DiskFile open(String name) throws IOException {
        power.check();
        return new SimulatedFile(this, name, contents(name));
    }

    @Override
    public DiskFile create(String name, long bytes) throws IOException {
        var survives = power.survives();
        if (usedBytes() + bytes > capacityBytes) {
            power.check();
            throw new DiskFullException("no space left on device for " + name);
        }
        if (survives != Power.Survival.NOTHING) {
            files.put(name, new StoredBytes(Math.toIntExact(bytes)));
        }
        power.check();
        return new SimulatedFile(this, name, contents(name));
    }

    @Override
    public GrowingFile grow(String name) throws IOException {
        if (!files.containsKey(name)) {
            create(name, 0).close();
        }
        power.check();
        return new SimulatedGrowingFile(this, name, contents(name));
    }

    @Override
    public boolean exists(String name) throws IOException {
        power.check();
        return files.containsKey(name);
    }

    @Override
    public List<String> list() throws IOException {
        power.check();
        return List.copyOf(files.keySet());
    }

    @Override
    public void rename(String from, String to) throws IOException {
        var moved = contents(from);
        var survives = power.survives();
        if (survives != Power.Survival.NOTHING) {
            files.remove(from);
            files.put(to, moved);
        }
        power.check();
    }

    @Override
    public void delete(String name) throws IOException {
        if (power.survives() != Power.Survival.NOTHING) {
            files.remove(name);
        }
        power.check();
    }

    void write(StoredBytes contents, int position, ByteBuffer source) throws IOException {
        writes++;
        var survives = power.survives();
        var bytes = new byte[source.remaining()];
        source.get(bytes);
        switch (survives) {
            case EVERYTHING -> contents.write(position, bytes, 0, bytes.length);
            case PART -> tear(contents, position, bytes);
            case NOTHING -> {}
        }
        power.check();
    }

    /// What of it stays is decided when the power fails, unless it is synced before.
    void append(String name, StoredBytes contents, ByteBuffer source) throws IOException {
        writes++;
        power.survives();
        var bytes = new byte[source.remaining()];
        source.get(bytes);
        var isFull = bytes.length > 0 && usedBytes() + bytes.length > capacityBytes;
        contents.append(bytes, isFull ? random.nextInt(bytes.length) : bytes.length);
        power.check();
        if (isFull) {
            throw new DiskFullException("no space left on device for " + name);
        }
    }

    void truncate(StoredBytes contents, int bytes) throws IOException {
        if (power.survives() != Power.Survival.NOTHING) {
            contents.truncate(bytes);
        }
        power.check();
    }

    void sync(StoredBytes contents) throws IOException {
        if (power.survives() == Power.Survival.EVERYTHING) {
            contents.sync();
        }
        power.check();
    }

    void read(StoredBytes contents, long position, ByteBuffer target) throws IOException {
        power.check();
        if (happens(readFaults.errorRate())) {
            spoiltReads++;
            throw new IOException("input/output error");
        }
        var start = target.position();
        contents.read(position, target);
        if (target.position() > start && happens(readFaults.flipRate())) {
            spoiltReads++;
            var bit = random.nextInt(Byte.SIZE * (target.position() - start));
            var place = start + bit / Byte.SIZE;
            target.put(place, (byte) (target.get(place) ^ 1 << bit % Byte.SIZE));
        }
    }

    private boolean happens(double rate) {
        return rate > 0 && random.nextDouble() < rate;
    }

    // What may happen to it.

    /// Lets the power fail during one of the operations to come: `operations` more succeed.
    public void losePowerAfter(int operations) {
        losePowerAfter(operations, () -> {});
    }

    /// Lets the power fail during one of the operations to come: `operations` more succeed. Then
    /// `onFailure` ends the process, before the operation returns to it.
    public void losePowerAfter(int operations, Runnable onFailure) {
        power.failAfter(operations, onFailure);
    }

    /// Takes back [#losePowerAfter], if the power has not failed yet.
    public void keepPower() {
        power.keep();
    }

    /// From now on nothing reaches the disk, until [#powerOn()].
    public void cutPower() {
        power.cut();
    }

    /// Starts the disk again. Handles from before are of no use any more, and what was appended to
    /// growing files and not synced is lost, or a part of it.
    public void powerOn() {
        power.on();
        files.values().forEach(contents -> contents.losePower(random));
    }

    /// Can it be used?
    public boolean hasPower() {
        return power.isThere();
    }

    /// Refuses new files that would bring all files together above `bytes`.
    public void limitCapacity(long bytes) {
        capacityBytes = bytes;
    }

    /// Lets reads go wrong from now on, at random. What is on the disk is not touched.
    public void setReadFaults(ReadFaults faults) {
        readFaults = faults;
    }

    /// Puts an empty disk in its place.
    public void wipe() {
        files.clear();
    }

    /// Turns over one bit somewhere on the disk, and returns the name of the file it is in. Every
    /// bit of all files is as likely; there must be one.
    public String flipAnyBit() throws IOException {
        var place = random.nextLong(Byte.SIZE * usedBytes());
        for (var file : files.entrySet()) {
            var bits = (long) Byte.SIZE * file.getValue().size();
            if (place < bits) {
                flipBit(file.getKey(), place);
                return file.getKey();
            }
            place -= bits;
        }
        throw new IllegalStateException("there are no bits beyond those of all files");
    }

    /// Turns over one bit of what is long on the disk.
    ///
    /// @param bit counted from the first bit of the file
    public void flipBit(String name, long bit) throws IOException {
        contents(name).flipBit(bit);
    }

    // What can be asked about it.

    /// What its files take.
    public long usedBytes() {
        return files.values().stream().mapToLong(StoredBytes::size).sum();
    }

    /// How many writes there were since the world began.
    public long writes() {
        return writes;
    }

    /// How many writes were interrupted half way.
    public long tornWrites() {
        return tornWrites;
    }

    /// How many reads failed or brought a wrong bit.
    public long spoiltReads() {
        return spoiltReads;
    }

    long boots() {
        return power.boots();
    }

    private void tear(StoredBytes contents, int position, byte[] bytes) {
        tornWrites++;
        if (random.nextBoolean()) {
            contents.write(position, bytes, 0, random.nextInt(bytes.length + 1));
            return;
        }
        for (var from = 0; from < bytes.length; ) {
            var sectorEnd = SECTOR_BYTES - (position + from) % SECTOR_BYTES;
            var count = Math.min(bytes.length - from, sectorEnd);
            if (random.nextBoolean()) {
                contents.write(position, bytes, from, count);
            }
            from += count;
        }
    }

    private StoredBytes contents(String name) throws IOException {
        var contents = files.get(name);
        if (contents == null) {
            throw new NoSuchFileException(name);
        }
        return contents;
    }
}
