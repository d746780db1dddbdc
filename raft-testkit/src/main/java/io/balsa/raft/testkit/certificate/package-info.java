/// Certificates for tests: [TestAuthority] signs them and writes them into files. Whoever uses it
/// adds Netty's `netty-pkitesting` to the dependencies of the tests.
@NullMarked
package io.balsa.raft.testkit.certificate;

import org.jspecify.annotations.NullMarked;
