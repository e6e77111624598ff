package io.baton.track;

import io.baton.config.CheckConfig.Tcp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

/// Whether a TCP connection is accepted; it is closed at once.
final class TcpProbing implements Probing {

  private final Tcp tcp;
  private final String target;

  TcpProbing(Tcp tcp) {
    this.tcp = tcp;
    String host = tcp.host().contains(":") ? "[%s]".formatted(tcp.host()) : tcp.host();
    target = "connect %s:%d".formatted(host, tcp.port());
  }

  @Override
  public Outcome probe(Duration limit) {
    try (var socket = new Socket()) {
      // A name is looked up each time: it may lead elsewhere tomorrow.
      var address = new InetSocketAddress(tcp.host(), tcp.port());
      if (address.isUnresolved()) {
        throw new UnknownHostException(tcp.host());
      }
      socket.connect(address, Texts.millis(limit));
      return new Outcome(true, target + ": accepted");
    } catch (SocketTimeoutException e) {
      return new Outcome(false, Texts.within(silence(), limit));
    } catch (IOException e) {
      return new Outcome(false, target + ": " + Texts.reason(e));
    }
  }

  @Override
  public String silence() {
    return target + ": no answer";
  }
}
