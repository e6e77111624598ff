package io.baton.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON as maps, lists and single values; strict, and with a bound on everything.
final class Json {

  static final int MAX_DEPTH = 32;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxStringLength(64 * 1024)
          .maxNameLength(1024)
          .maxNumberLength(64)
          .build();

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /// @throws ApiProblem 400 for what is no JSON, 422 for JSON that is no object
  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> object(byte[] body) {
    Object value = value(body);
    if (value instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw ApiProblem.invalid(
        java.util.List.of(
            new ApiProblem.Violation("", "wrong-type", "the body must be a JSON object")));
  }

  private static @Nullable Object value(byte[] body) {
    if (body.length == 0) {
      throw ApiProblem.badRequest("no-body", "a JSON object is expected as the body");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return MAPPER.readValue(text, Object.class);
    } catch (CharacterCodingException e) {
      throw ApiProblem.badRequest("bad-json", "the body is not UTF-8 text");
    } catch (JsonProcessingException e) {
      throw bad(e);
    }
  }

  /// Jackson's own text quotes the body, which may hold a password.
  private static ApiProblem bad(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String what = String.valueOf(e.getOriginalMessage());
    String why =
        what.startsWith("Duplicate field")
            ? "a key stands twice in one object"
            : what.contains("exceeds the maximum")
                ? "a text, a number or the nesting is larger than is allowed"
                : "the body is no JSON";
    return at == null
        ? ApiProblem.badRequest("bad-json", why)
        : ApiProblem.badRequest(
                "bad-json", why + ": line " + at.getLineNr() + ", column " + at.getColumnNr())
            .with("line", at.getLineNr())
            .with("column", at.getColumnNr());
  }

  static String text(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (IOException e) {
      throw new IllegalStateException("maps, lists and texts are always JSON", e);
    }
  }
}
