package io.balsa.tls;

import static java.util.Objects.requireNonNull;

import io.balsa.tls.TlsFiles.Part;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// What was in the files at one moment. Two are equal if not a byte has changed.
///
/// @param contents by what the files are for
record FileBytes(Map<Part, Content> contents) {
    /// No chain of certificates and no list of authorities is as long as that.
    static final int BYTES_MAX = 4 << 20;

    /// A file.
    record Content(Path file, ByteBuffer bytes) {}

    static FileBytes read(TlsFiles files) throws TlsException {
        var contents = new EnumMap<Part, Content>(Part.class);
        var own = files.own();
        if (own != null) {
            contents.put(Part.CERTIFICATE, read(Part.CERTIFICATE, own.certificate()));
            contents.put(Part.KEY, read(Part.KEY, own.key()));
        }
        var authorities = files.authorities();
        if (authorities != null) {
            contents.put(Part.AUTHORITIES, read(Part.AUTHORITIES, authorities));
        }
        return new FileBytes(contents);
    }

    private static Content read(Part part, Path file) throws TlsException {
        try (InputStream in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new TlsException(
                        part,
                        "%s has more than %d bytes: name a file in PEM form"
                                .formatted(file, BYTES_MAX),
                        null);
            }
            return new Content(file, ByteBuffer.wrap(bytes));
        } catch (NoSuchFileException missing) {
            throw new TlsException(
                    part, "%s does not exist: make it, or name another".formatted(file), missing);
        } catch (AccessDeniedException denied) {
            throw new TlsException(
                    part,
                    "%s may not be read: let the user that runs this process read it"
                            .formatted(file),
                    denied);
        } catch (IOException broken) {
            throw new TlsException(
                    part,
                    "%s cannot be read (%s): name a file that can"
                            .formatted(file, broken.getMessage()),
                    broken);
        }
    }

    boolean has(Part part) {
        return contents.containsKey(part);
    }

    Path file(Part part) {
        return requireNonNull(contents.get(part)).file;
    }

    byte[] bytes(Part part) {
        var content = requireNonNull(contents.get(part)).bytes.duplicate();
        var bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }
}
