/// `balsa demo`: a cluster on this machine, one process per member.
///
/// [DemoCommand] lays out the [DemoMember]s and checks that their ports are free ([PortCheck]).
/// [Demo] starts a [MemberProcess] each, and watches them: what it sees becomes sentences in
/// [Happenings], which the [Narrator] prints between what the members log.
@NullMarked
package io.balsa.cli.demo;

import org.jspecify.annotations.NullMarked;
