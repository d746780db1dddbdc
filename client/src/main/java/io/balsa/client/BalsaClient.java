package io.balsa.client;

/// A client of one group. Safe for any number of threads; one for a process is enough.
///
/// Nothing is connected before the first call. Closing it fails what is under way.
public final class BalsaClient implements AutoCloseable {
    private final Caller caller;
    private final Writer writer;

    private BalsaClient(Caller caller) {
        this.caller = caller;
        this.writer = new Writer(caller);
    }

    /// A client of the group that the members at `endpoints` belong to, with the defaults.
    ///
    /// @param endpoints such as `127.0.0.1:2379`
    /// @throws IllegalArgumentException if that is none; the message says so
    public static BalsaClient of(String... endpoints) {
        return of(ClientOptions.of(endpoints));
    }

    /// A client as told.
    public static BalsaClient of(ClientOptions options) {
        return new BalsaClient(Caller.of(options));
    }

    /// Reads and writes, blocking.
    public Keys keys() {
        return new Keys(asyncKeys());
    }

    /// Reads and writes.
    public AsyncKeys asyncKeys() {
        return new AsyncKeys(caller, writer, caller.options().deadline());
    }

    /// Looks after the group, blocking.
    public Admin admin() {
        return new Admin(asyncAdmin());
    }

    /// Looks after the group.
    public AsyncAdmin asyncAdmin() {
        return new AsyncAdmin(caller, caller.options().deadline());
    }

    /// What the calls of this client share.
    Caller caller() {
        return caller;
    }

    @Override
    public void close() {
        caller.connections().close();
    }
}
