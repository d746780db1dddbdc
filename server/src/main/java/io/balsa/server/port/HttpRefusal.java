package io.balsa.server.port;

/// A request that no handler gets to see. It ends its connection, since the bytes that follow may
/// be anything.
final class HttpRefusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    HttpRefusal(int status, String why) {
        super(why, null, false, false);
        this.status = status;
    }

    HttpResponse response() {
        return HttpResponse.error(status, String.valueOf(getMessage()));
    }
}
