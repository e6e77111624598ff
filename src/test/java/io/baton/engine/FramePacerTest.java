package io.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.AnnounceGroupConfig;
import io.baton.config.GlobalConfig;
import io.baton.config.RealtimeConfig;
import io.baton.vrrp.AddressFamily;
import io.baton.wire.Datagram;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Announcements keep the gaps of their interfaces and groups.
class FramePacerTest {

  private static final AnnounceGroupConfig GROUP =
      new AnnounceGroupConfig(List.of("eth0", "eth1"), Duration.ofMillis(100), Duration.ZERO);

  private final List<String> sent = new ArrayList<>();
  private final FakeLoop loop = new FakeLoop();
  private final FramePacer pacer = new FramePacer(loop, new FakeFrames());

  private static GlobalConfig global(AnnounceGroupConfig... groups) {
    var none = Duration.ZERO;
    return new GlobalConfig(
        null,
        null,
        false,
        null,
        none,
        Duration.ofMillis(30),
        none,
        List.of(groups),
        RealtimeConfig.NONE,
        List.of());
  }

  @Test
  void anInterfaceOutsideOfAGroupKeepsThePaceOfTheDaemon() {
    // Given
    var global = global(GROUP);

    // When // Then
    assertThat(Pace.of(global, "eth0", AddressFamily.IPV4)).isEqualTo(new Pace(GROUP, 100_000_000));
    assertThat(Pace.of(global, "eth1", AddressFamily.IPV6)).isEqualTo(new Pace(GROUP, 0));
    assertThat(Pace.of(global, "eth2", AddressFamily.IPV4)).isEqualTo(new Pace("eth2", 30_000_000));
  }

  @Test
  void theInterfacesOfAGroupShareItsGap() {
    // Given
    var pace = new Pace(GROUP, 100);

    // When
    pacer.send(pace, 2, frames(2));
    pacer.send(pace, 3, frames(2));
    pacer.send(new Pace("eth2", 0), 4, frames(3));
    loop.runUntil(1000);

    // Then
    assertThat(sent)
        .containsExactly("0: 1 on 2", "0: 3 on 4", "100: 1 on 2", "200: 1 on 3", "300: 1 on 3");
  }

  @Test
  void anInterfaceThatFailsTakesNothingFromTheOthersOfItsGroup() {
    // Given
    var pace = new Pace(GROUP, 100);

    // When
    pacer.send(pace, 2, frames(1));
    pacer.send(pace, FakeFrames.BROKEN, frames(5));
    pacer.send(pace, 3, frames(1));
    loop.runUntil(1000);

    // Then
    assertThat(sent).containsExactly("0: 1 on 2", "200: 1 on 3");
  }

  @Test
  void theGapHoldsAfterAPauseToo() {
    // Given
    var pace = new Pace("eth0", 100);

    // When
    pacer.send(pace, 2, frames(1));
    loop.runUntil(50);
    pacer.send(pace, 2, frames(1));
    loop.runUntil(1000);

    // Then
    assertThat(sent).containsExactly("0: 1 on 2", "100: 1 on 2");
  }

  private static List<byte[]> frames(int count) {
    var frames = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      frames.add(new byte[14]);
    }
    return frames;
  }

  private final class FakeFrames implements NetworkPort {
    static final int BROKEN = 9;

    @Override
    public AdvertChannel open(ChannelSpec spec, Consumer<Datagram> receiver) {
      throw new PortException("not here");
    }

    @Override
    public void install(List<PlacedAddress> addresses, int lifetimeSeconds) {}

    @Override
    public void remove(List<PlacedAddress> addresses) {}

    @Override
    public void sendFrames(int interfaceIndex, List<byte[]> frames) {
      if (interfaceIndex == BROKEN) {
        throw new PortException("send on eth9: ENETDOWN");
      }
      sent.add(loop.nanoTime() + ": " + frames.size() + " on " + interfaceIndex);
    }
  }

  private static final class FakeLoop implements Loop {
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private long now;

    private record Due(long at, Runnable task) implements Comparable<Due> {
      @Override
      public int compareTo(Due other) {
        return Long.compare(at, other.at);
      }
    }

    void runUntil(long end) {
      while (!due.isEmpty() && due.peek().at() <= end) {
        var next = due.remove();
        now = Math.max(now, next.at());
        next.task().run();
      }
      now = end;
    }

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public Timer at(long deadlineNanos, Runnable task) {
      due.add(new Due(deadlineNanos, task));
      return () -> {};
    }

    @Override
    public void execute(Runnable task) {
      due.add(new Due(now, task));
    }
  }
}
