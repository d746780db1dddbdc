/// An exchange's order book: limit orders rest and are matched by price, then by time; market
/// orders take what is there.
///
/// [OrderBook] is all of it. It is an ordinary data structure, without clock, threads or chance:
/// the same calls in the same order always give the same book, which is what lets it be replicated.
/// Prices are whole ticks ([Price]) and volumes whole lots ([Volume]); decimals are for people.
@NullMarked
package io.balsa.examples.matching.book;

import org.jspecify.annotations.NullMarked;
