package io.baton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Structure;
import jakarta.ws.rs.GET;
import java.security.SecureRandom;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine.Option;

/// Needs all that a native executable must be told, and tells nothing.
final class NativeOffender {

  private NativeOffender() {}

  static native int unmapped();

  /// JNA implements it.
  interface Mapping extends Library {
    int answer();
  }

  /// C calls it.
  interface Called extends Callback {
    void call();
  }

  /// JNA reads its fields.
  @Structure.FieldOrder("seconds")
  static final class Time extends Structure {
    public long seconds;
  }

  record Answer(List<Part> parts) {}

  record Part(Kind kind) {}

  enum Kind {
    ONE
  }

  /// Gives a record.
  static final class Resource {
    @GET
    public Answer get() throws JsonProcessingException {
      return new ObjectMapper().readValue("{}", Answer.class);
    }
  }

  /// Would be the same in every executable.
  static final class Chance {
    static final byte[] KEY = key();

    private Chance() {}

    private static byte[] key() {
      var bytes = new byte[8];
      new SecureRandom().nextBytes(bytes);
      return bytes;
    }
  }

  /// Found by name.
  static final class Lookup {
    private Lookup() {}

    static Object find() throws ClassNotFoundException {
      return List.of(Class.forName("a.B"), ServiceLoader.load(Runnable.class));
    }
  }

  /// Is not compiled with the annotation processor.
  static final class Command {
    @Option(names = "--planted")
    private String planted = "";

    String planted() {
      return planted;
    }
  }
}
