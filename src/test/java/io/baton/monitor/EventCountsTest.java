package io.baton.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.engine.EngineEvent;
import io.baton.engine.GroupEvent;
import io.baton.engine.NodeEvent;
import io.baton.engine.Observation;
import io.baton.engine.TransitionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventCountsTest {

  @Test
  void everyTypeOfEventIsThereBeforeItHappens() {
    // Given
    var families = new Families();

    // When
    new EventCounts().addTo(families);

    // Then
    var types = families.samples().getFirst().samples;
    assertThat(types.stream().map(s -> s.labelValues.getFirst()))
        .containsExactlyInAnyOrderElementsOf(kinds().map(EventCountsTest::label).toList());
  }

  private static Stream<Class<?>> kinds() {
    return Stream.of(
            List.<Class<?>>of(TransitionEvent.class, GroupEvent.class),
            Arrays.<Class<?>>asList(Observation.class.getPermittedSubclasses()),
            Arrays.<Class<?>>asList(NodeEvent.class.getPermittedSubclasses()))
        .flatMap(List::stream)
        .filter(EngineEvent.class::isAssignableFrom);
  }

  private static String label(Class<?> kind) {
    if (kind == TransitionEvent.class) {
      return "transition";
    }
    return kind == GroupEvent.class
        ? "group-transition"
        : kind.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
