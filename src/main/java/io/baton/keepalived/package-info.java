/// Reads keepalived's configuration language into the one model of `config`. Pure: no file is
/// opened here.
///
/// ```
/// text --> Expander --> Tokenizer --> BlockReader --> GlobalReader ----+
///          (files,      (words)       (statements)    ScriptReader     +--> ReadConfig
///          definitions)                               InstanceReader...+
/// ```
///
/// Nothing is ever silently ignored: every word is read, or answered by a finding.
@NullMarked
package io.baton.keepalived;

import org.jspecify.annotations.NullMarked;
