/// An exchange whose order book is replicated: an example of a state machine of one's own.
///
/// Start reading at `machine.Exchange`, which is all that Balsa needs; the order book that it
/// stands on is in `book`. [MatchingEngine] puts it together with a port for clients, which is in
/// `http`.
@NullMarked
package io.balsa.examples.matching;

import org.jspecify.annotations.NullMarked;
