package io.baton.config;

import java.time.Instant;

/// A configuration as it is kept: what was managed over the API, and who made it so.
public record StoredRevision(
    long revision, Instant time, String actor, String reason, BatonConfig managed) {}
