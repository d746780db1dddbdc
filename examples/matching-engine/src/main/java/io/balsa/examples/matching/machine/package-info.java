/// The exchange as a replicated state machine: an order book beside a map of texts.
///
/// [Exchange] is the state machine. It can be used alone, without the HTTP server of this example:
/// a program proposes what [CommandFormat] makes of a [Command], and gets an [Outcome].
/// [ExchangeState] is what a snapshot holds.
@NullMarked
package io.balsa.examples.matching.machine;

import org.jspecify.annotations.NullMarked;
