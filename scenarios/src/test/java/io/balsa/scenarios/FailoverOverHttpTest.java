package io.balsa.scenarios;

/// The same stories with members that talk to each other over HTTP.
class FailoverOverHttpTest extends FailoverTest {
    @Override
    String transport() {
        return "http";
    }
}
