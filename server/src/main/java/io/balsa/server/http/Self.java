package io.balsa.server.http;

import io.balsa.raft.core.MemberId;
import io.balsa.server.config.Address;

import java.util.function.Supplier;

/// How a member is known to others.
///
/// @param peerAddress where other members reach it
/// @param clientAddress where it listens for clients; asked once it does
public record Self(
        MemberId id, String cluster, Address peerAddress, Supplier<Address> clientAddress) {}
