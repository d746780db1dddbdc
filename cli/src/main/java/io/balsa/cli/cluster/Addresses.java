package io.balsa.cli.cluster;

import io.balsa.wire.v1.MemberAddress;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `ID=HOST:PORT`.
final class Addresses implements ITypeConverter<MemberAddress> {
    @Override
    public MemberAddress convert(String text) {
        var equals = text.indexOf('=');
        try {
            if (equals > 0 && equals < text.length() - 1) {
                return MemberAddress.newBuilder()
                        .setId(Long.parseLong(text.substring(0, equals)))
                        .setPeerAddress(text.substring(equals + 1))
                        .build();
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw new TypeConversionException(
                "'%s' is not a member such as 2=127.0.0.1:2380".formatted(text));
    }
}
