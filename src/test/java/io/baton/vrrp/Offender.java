package io.baton.vrrp;

import com.sun.jna.Pointer;
import io.baton.wire.Datagram;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Vertx;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Path;
import java.nio.file.Files;
import java.util.List;
import org.yaml.snakeyaml.Yaml;

/// Breaks every rule of the architecture, so that a test can see the rules find it.
@Path("/offender")
public final class Offender {

  private Offender() {}

  static List<Object> everythingForbidden(
      Pointer pointer, @NotNull ByteBuf buffer, Vertx vertx, Datagram datagram) {
    return List.of(
        pointer.share(0),
        buffer.capacity(),
        vertx.isClustered(),
        datagram.hopLimit(),
        System.nanoTime(),
        Files.exists(java.nio.file.Path.of("/")),
        new ProcessBuilder("true"),
        new Yaml(),
        java.net.InetAddress.getLoopbackAddress().getHostAddress());
  }
}
