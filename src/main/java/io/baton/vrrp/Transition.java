package io.baton.vrrp;

/// A change of state, and why it happened.
public record Transition(ReportedState from, ReportedState to, Reason reason) {}
