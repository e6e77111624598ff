package io.baton.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// RFC 7396: what a patch names is replaced, objects are gone into, null takes away.
final class MergePatch {

  private MergePatch() {}

  static Map<String, @Nullable Object> apply(
      Map<String, ? extends @Nullable Object> target, Map<?, ?> patch) {
    var result = new LinkedHashMap<String, @Nullable Object>(target);
    patch.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (value == null) {
            result.remove(name);
          } else if (value instanceof Map<?, ?> inner) {
            result.put(name, apply(map(result.get(name)), inner));
          } else {
            result.put(name, value);
          }
        });
    return result;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }
}
