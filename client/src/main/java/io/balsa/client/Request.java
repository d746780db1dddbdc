package io.balsa.client;

import io.grpc.MethodDescriptor;

/// One call of the contract, and what may be done with it.
///
/// @param method of the contract
/// @param message sent with every try
record Request<Q, A>(MethodDescriptor<Q, A> method, Q message, Target target, Repeat repeat) {
    /// When a call is sent again.
    enum Repeat {
        /// Whatever became of the last try: it changes nothing.
        READ,
        /// Whatever became of the last try: the group applies it once.
        ONCE,
        /// Whatever became of the last try, but a member may take its time: asking for what holds
        /// already is no error.
        PATIENTLY,
        /// Only when the last try was certainly not carried out.
        IF_NOT_DONE,
        /// Never.
        NEVER;

        /// May it be carried out by a try that got no answer?
        boolean changes() {
            return this != READ && this != NEVER;
        }
    }
}
