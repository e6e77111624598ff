package io.baton.vrrp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the statements of `rfc9568-musts.csv` that a test shows to hold, or whose violation it
/// shows to be refused. `RfcLedgerTest` checks that no statement is without a test or a reason.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rfc {

  /// Ids of the ledger: `E6`.
  String[] value();
}
