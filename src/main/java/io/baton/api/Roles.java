package io.baton.api;

import java.util.List;
import java.util.Set;

/// Who may do what. Each role may do all that the ones before it may.
public final class Roles {

  /// Reads everything but secrets.
  public static final String VIEWER = "viewer";

  /// Also resigns, drains, announces, and retries deliveries.
  public static final String OPERATOR = "operator";

  /// Also changes the configuration.
  public static final String ADMIN = "admin";

  private static final List<String> ASCENDING = List.of(VIEWER, OPERATOR, ADMIN);

  private Roles() {}

  public static boolean isKnown(String role) {
    return ASCENDING.contains(role);
  }

  /// A role with all that it includes; a role that is not known includes nothing.
  static Set<String> implied(String role) {
    return Set.copyOf(ASCENDING.subList(0, ASCENDING.indexOf(role) + 1));
  }
}
