package io.balsa.raft.transport;

import static io.balsa.raft.transport.MalformedFrame.demand;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.Message;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.MembershipFormat;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.transport.v1.Wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Makes entries of the columns of one [Wire.AppendEntries], and checks that they can be a piece of
/// a log.
final class EntriesReader {
    /// More entries than any sender puts into one message.
    private static final int ENTRIES_MAX = 1 << 20;

    private final Wire.AppendEntries columns;
    private final EntryId previous;
    private final int length;

    EntriesReader(Wire.AppendEntries columns) throws MalformedFrame {
        this.columns = columns;
        this.previous = MessageReader.entryId(columns.getPrevious());
        this.length = columns.getPayloadBytesCount();
        demand(length <= ENTRIES_MAX, "a message has at most " + ENTRIES_MAX + " entries");
        demand(previous.index() <= Long.MAX_VALUE - length, "an index fits into 63 bits");
    }

    PeerMessage read(PayloadReader payloads) throws MalformedFrame {
        var termStarts = termStarts();
        var entries = new Entry[length];
        var memberships = new ArrayList<MembershipEntry>();
        var nextStart = 0;
        var term = previous.term();
        var blanks = new Places(columns.getBlanksCount(), columns::getBlanks);
        var changes = new Places(columns.getMembershipsCount(), columns::getMemberships);
        for (int place = 0; place < length; place++) {
            var index = previous.index() + 1 + place;
            if (nextStart < termStarts.size() && termStarts.get(nextStart).index() == index) {
                term = termStarts.get(nextStart++).term();
            }
            var payload = payloads.take(columns.getPayloadBytes(place));
            var kind = Entry.Kind.COMMAND;
            if (blanks.isNext(place)) {
                kind = Entry.Kind.BLANK;
            } else if (changes.isNext(place)) {
                kind = Entry.Kind.MEMBERSHIP;
                memberships.add(
                        new MembershipEntry(
                                new EntryId(term, index), MembershipFormat.decode(payload)));
            }
            entries[place] = new Entry(new EntryId(term, index), kind, payload);
        }
        blanks.finish();
        changes.finish();
        var slice = new LogSlice(previous, termStarts, previous.index() + length, memberships);
        return new PeerMessage.Protocol(
                new Message.AppendEntries(
                        MessageReader.natural(columns.getTerm(), "term"),
                        slice,
                        MessageReader.natural(columns.getCommit(), "commit"),
                        columns.getStamp()),
                List.of(entries));
    }

    private List<EntryId> termStarts() throws MalformedFrame {
        var count = columns.getTermStartsCount();
        demand(count == columns.getTermsCount(), "each term has a start");
        demand((count == 0) == (length == 0), "terms start where entries are");
        var starts = new ArrayList<EntryId>(count);
        var before = previous;
        for (int i = 0; i < count; i++) {
            var place = columns.getTermStarts(i);
            demand(place >= 0 && place < length && (i > 0 || place == 0), "terms start at entries");
            var start = MessageReader.entryId(columns.getTerms(i), previous.index() + 1 + place);
            demand(
                    start.index() > before.index() && start.term() >= before.term(),
                    "terms grow along the log");
            starts.add(start);
            before = start;
        }
        return starts;
    }

    /// A column of ascending places, walked beside the entries.
    private static final class Places {
        private final IntUnaryOperator column;
        private final int count;
        private int passed;

        Places(int count, IntUnaryOperator column) {
            this.count = count;
            this.column = column;
        }

        boolean isNext(int place) {
            if (passed == count || column.applyAsInt(passed) != place) {
                return false;
            }
            passed++;
            return true;
        }

        void finish() throws MalformedFrame {
            demand(passed == count, "the places of kinds ascend and exist");
        }
    }
}
