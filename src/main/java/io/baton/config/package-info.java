/// The one configuration model, whatever it was read from, and the rules it must satisfy. Pure:
/// text goes in, records and findings come out; nothing here opens a file or reads a clock.
///
/// ```
/// keepalived.conf --> keepalived.KeepalivedReader --+
///                                                   +--> BatonConfig --> ConfigValidator
/// baton.yaml ------> config.YamlReader -------------+     (+ findings, + where each value stood)
/// ```
@NullMarked
package io.baton.config;

import org.jspecify.annotations.NullMarked;
