package io.balsa.raft.log;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// What a record of a frame holds. The codes are letters: none has fewer than two bits, so the
/// header of a record is never mistaken for nothing.
enum RecordKind {
    COMMAND('C', Entry.Kind.COMMAND),
    BLANK('B', Entry.Kind.BLANK),
    MEMBERSHIP('M', Entry.Kind.MEMBERSHIP),
    /// No entry of the log but the one it begins behind from here on: all before is void.
    BASE('R', null);

    private final byte code;
    private final Entry.@Nullable Kind entryKind;

    RecordKind(char code, Entry.@Nullable Kind entryKind) {
        this.code = (byte) code;
        this.entryKind = entryKind;
    }

    static RecordKind of(Entry.Kind kind) {
        return switch (kind) {
            case COMMAND -> COMMAND;
            case BLANK -> BLANK;
            case MEMBERSHIP -> MEMBERSHIP;
        };
    }

    static @Nullable RecordKind of(byte code) {
        return switch (code) {
            case 'C' -> COMMAND;
            case 'B' -> BLANK;
            case 'M' -> MEMBERSHIP;
            case 'R' -> BASE;
            default -> null;
        };
    }

    byte code() {
        return code;
    }

    Entry.Kind entryKind() {
        return requireNonNull(entryKind, "a base is no entry of the log");
    }
}
