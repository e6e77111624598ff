package io.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlicesTest {

  private final ArrayDeque<Runnable> turns = new ArrayDeque<>();
  private final List<PortException> late = new ArrayList<>();
  private final List<Integer> done = new ArrayList<>();
  private final Slices slices = new Slices(new TurnLoop(), late::add);

  /// Runs a task when the test says so.
  private final class TurnLoop implements Loop {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public Timer at(long deadlineNanos, Runnable task) {
      turns.add(task);
      return () -> turns.remove(task);
    }

    @Override
    public void execute(Runnable task) {
      turns.add(task);
    }
  }

  private void passTurns() {
    while (!turns.isEmpty()) {
      turns.remove().run();
    }
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private void begin(List<Integer> all) {
    slices.begin(Slices.of(all, done::addAll).toList());
  }

  @Test
  void theFirstSliceIsDoneAtOnceAndEachOtherInATurnOfItsOwn() {
    // Given
    begin(numbers(0, 125));
    assertThat(done).isEqualTo(numbers(0, 50));

    // When
    turns.remove().run();

    // Then
    assertThat(done).isEqualTo(numbers(0, 100));
    assertThat(slices.isBusy()).isTrue();
    passTurns();
    assertThat(done).isEqualTo(numbers(0, 125));
    assertThat(slices.isBusy()).isFalse();
  }

  @Test
  void newWorkTakesThePlaceOfWhatIsLeft() {
    // Given
    begin(numbers(0, 1000));

    // When
    begin(numbers(5000, 5075));
    passTurns();

    // Then
    assertThat(done.subList(50, done.size())).isEqualTo(numbers(5000, 5075));
  }

  @Test
  void whatIsLeftCanBeFinishedWithoutATurn() {
    // Given
    begin(numbers(0, 1000));
    slices.then(() -> done.add(-1));

    // When
    slices.finish();

    // Then
    assertThat(done).hasSize(1001).endsWith(999, -1);
    passTurns();
    assertThat(done).hasSize(1001);
  }

  @Test
  void aFailureOfTheFirstSliceIsThrownAndLaterOnesAreTold() {
    // Given
    List<Runnable> tasks = List.of(this::fail, this::fail, () -> done.add(1));

    // When
    assertThatExceptionOfType(PortException.class).isThrownBy(() -> slices.begin(tasks));
    passTurns();

    // Then
    assertThat(late).hasSize(1);
    assertThat(done).containsExactly(1);
  }

  private void fail() {
    throw new PortException("refused");
  }
}
