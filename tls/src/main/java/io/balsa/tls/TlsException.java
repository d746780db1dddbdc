package io.balsa.tls;

import io.balsa.tls.TlsFiles.Part;

import org.jspecify.annotations.Nullable;

/// Files that cannot be used: the message names the file, and what to do.
public final class TlsException extends Exception {
    private static final long serialVersionUID = 1;

    private final Part part;

    TlsException(Part part, String message, @Nullable Exception cause) {
        super(message, cause);
        this.part = part;
    }

    /// Which file is to blame.
    public Part part() {
        return part;
    }
}
