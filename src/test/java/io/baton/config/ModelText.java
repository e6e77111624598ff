package io.baton.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.baton.vrrp.IpText;
import jakarta.validation.Validation;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import java.util.function.Function;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/// What a reader made of a text, as JSON that people can review: the findings of the reader and the
/// validator together, then the model.
public final class ModelText {

  public static final ConfigValidator VALIDATOR =
      new ConfigValidator(
          Validation.byDefaultProvider()
              .configure()
              .messageInterpolator(new ParameterMessageInterpolator())
              .buildValidatorFactory()
              .getValidator());

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(InetAddress.class, text(IpText::of))
                  .addSerializer(
                      OptionalLong.class,
                      text(o -> o.isPresent() ? Long.toString(o.getAsLong()) : "none"))
                  .addSerializer(Duration.class, text(DurationText::of))
                  .addSerializer(Secret.class, text(Secret::value)))
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private ModelText() {}

  public static String of(ReadConfig read) {
    ReadConfig whole = VALIDATOR.check(read);
    var json = new LinkedHashMap<String, Object>();
    json.put("findings", whole.findings().stream().map(f -> f + " [" + f.code() + "]").toList());
    json.put("config", whole.config());
    var printer = new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter("  ", "\n"));
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      return MAPPER.writer(printer).writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the model cannot be written", e);
    }
  }

  private static <T> JsonSerializer<T> text(Function<T, String> toText) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider provider)
          throws IOException {
        out.writeString(toText.apply(value));
      }
    };
  }
}
