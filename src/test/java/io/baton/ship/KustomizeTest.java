package io.baton.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.config.ReadConfig;
import io.baton.config.Sources;
import io.baton.config.YamlReader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The manifests in `k8s/`: rendered as a user does, read strictly, and judged by what matters.
class KustomizeTest {

  private static final String BASE = "base";
  private static final String REAL_TIME = "overlays/real-time";
  private static final String KAFKA = "overlays/kafka";
  private static final String PROMETHEUS = "overlays/prometheus";

  private static Manifests render(String folder) throws IOException, InterruptedException {
    return Manifests.render(Path.of("k8s", folder));
  }

  private static PodSpec pod(Manifests manifests) {
    return manifests.one(DaemonSet.class).getSpec().getTemplate().getSpec();
  }

  private static Container container(Manifests manifests) {
    assertThat(pod(manifests).getContainers()).hasSize(1);
    return pod(manifests).getContainers().getFirst();
  }

  private static Map<String, String> environment(Manifests manifests) {
    return container(manifests).getEnv().stream()
        .collect(Collectors.toMap(EnvVar::getName, e -> String.valueOf(e.getValue())));
  }

  private static List<HTTPGetAction> probes(Manifests manifests) {
    Container container = container(manifests);
    return Stream.of(
            container.getStartupProbe(),
            container.getLivenessProbe(),
            container.getReadinessProbe())
        .map(Probe::getHttpGet)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, REAL_TIME, KAFKA, PROMETHEUS})
  void everyOverlayHasOnlyWhatKubernetesKnows(String folder)
      throws IOException, InterruptedException {
    // When
    Manifests manifests = render(folder);

    // Then
    assertThat(manifests.objects()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(manifests.objects())
        .filteredOn(object -> !List.of("Namespace", "PriorityClass").contains(object.getKind()))
        .allMatch(object -> "baton".equals(object.getMetadata().getNamespace()));
    assertThat(container(manifests).getImage()).matches("baton:[0-9.]+");
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsFound() {
    // Given
    String text =
        """
        apiVersion: apps/v1
        kind: DaemonSet
        spec:
          template:
            spec:
              hostNetwrok: true
        """;

    // When // Then
    assertThatThrownBy(() -> Manifests.parse(text)).hasMessageContaining("hostNetwrok");
    assertThatThrownBy(() -> Manifests.parse("{apiVersion: apps/v1, kind: Daemon}"))
        .hasMessageContaining("Daemon");
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, KAFKA, PROMETHEUS})
  void itMayDoWithTheNetworkWhatItMustAndNothingElse(String folder)
      throws IOException, InterruptedException {
    // When
    Manifests manifests = render(folder);

    // Then
    var security = container(manifests).getSecurityContext();
    assertThat(pod(manifests).getHostNetwork()).isTrue();
    assertThat(pod(manifests).getDnsPolicy()).isEqualTo("ClusterFirstWithHostNet");
    assertThat(pod(manifests).getHostPID()).isNull();
    assertThat(pod(manifests).getAutomountServiceAccountToken()).isFalse();
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(security.getCapabilities().getAdd()).containsExactly("NET_ADMIN", "NET_RAW");
    assertThat(security.getReadOnlyRootFilesystem()).isTrue();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getPrivileged()).isFalse();
  }

  @Test
  void theRealTimeOverlayAddsWhatItNeedsAndAsksForIt() throws IOException, InterruptedException {
    // When
    Manifests manifests = render(REAL_TIME);

    // Then
    var capabilities = container(manifests).getSecurityContext().getCapabilities();
    assertThat(capabilities.getDrop()).containsExactly("ALL");
    assertThat(capabilities.getAdd())
        .containsExactlyInAnyOrder("NET_ADMIN", "NET_RAW", "SYS_NICE", "IPC_LOCK");
    assertThat(config(manifests).config().global().realtime().priority()).isPositive();
    assertThat(config(manifests).config().global().realtime().lockMemory()).isTrue();
  }

  @Test
  void oneNodeAtATimeIsUpdatedAndHandsOverFirst() throws IOException, InterruptedException {
    // When
    Manifests manifests = render(BASE);

    // Then
    var spec = manifests.one(DaemonSet.class).getSpec();
    assertThat(spec.getUpdateStrategy().getType()).isEqualTo("RollingUpdate");
    assertThat(spec.getUpdateStrategy().getRollingUpdate().getMaxUnavailable().getIntVal())
        .isEqualTo(1);
    assertThat(spec.getUpdateStrategy().getRollingUpdate().getMaxSurge().getIntVal()).isZero();
    assertThat(spec.getMinReadySeconds()).isPositive();
    assertThat(container(manifests).getLifecycle().getPreStop().getExec().getCommand())
        .startsWith("baton", "resign", "--all");
    assertThat(pod(manifests).getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(10);
  }

  @Test
  void itIsSoughtOutLastAndRunsOnEveryNode() throws IOException, InterruptedException {
    // When
    Manifests manifests = render(BASE);

    // Then
    var priorityClass = manifests.one(PriorityClass.class);
    assertThat(pod(manifests).getPriorityClassName())
        .isEqualTo(priorityClass.getMetadata().getName());
    assertThat(priorityClass.getValue()).isEqualTo(1_000_000_000);
    assertThat(pod(manifests).getTolerations())
        .singleElement()
        .matches(toleration -> toleration.getOperator().equals("Exists"))
        .matches(toleration -> toleration.getKey() == null && toleration.getEffect() == null);
  }

  @Test
  void theProbesAskTheHealthOfTheNodeOverItsLoopback() throws IOException, InterruptedException {
    // When
    Manifests manifests = render(BASE);

    // Then
    assertThat(probes(manifests))
        .allMatch(probe -> probe.getHost().equals("127.0.0.1"))
        .allMatch(probe -> probe.getPort().getIntVal() == 8080)
        .extracting(HTTPGetAction::getPath)
        .containsExactly("/q/health/live", "/q/health/live", "/q/health/ready");
    assertThat(environment(manifests)).doesNotContainKey("QUARKUS_HTTP_HOST");
  }

  @Test
  void theConfigurationIsMountedAsAFolderWithoutAChangingName()
      throws IOException, InterruptedException {
    // When
    Manifests manifests = render(BASE);

    // Then
    var config = manifests.one(ConfigMap.class);
    assertThat(config.getMetadata().getName()).isEqualTo("baton");
    assertThat(pod(manifests).getVolumes())
        .filteredOn(volume -> volume.getConfigMap() != null)
        .singleElement()
        .extracting(volume -> volume.getConfigMap().getName())
        .isEqualTo("baton");
    assertThat(mount(manifests, "config").getMountPath()).isEqualTo("/etc/baton");
    assertThat(mount(manifests, "config").getSubPath()).isNull();
    assertThat(container(manifests).getArgs()).contains("run", "/etc/baton/baton.yaml");
    assertThat(mount(manifests, "secret").getMountPath() + "/passwords")
        .isEqualTo(environment(manifests).get("BATON_API_PASSWORD_FILE"));
  }

  private static VolumeMount mount(Manifests manifests, String name) {
    assertThat(pod(manifests).getVolumes()).extracting(Volume::getName).contains(name);
    return container(manifests).getVolumeMounts().stream()
        .filter(mount -> mount.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE, REAL_TIME, KAFKA, PROMETHEUS})
  void theConfigurationIsOneThatBatonTakes(String folder) throws IOException, InterruptedException {
    // When
    ReadConfig read = config(render(folder));

    // Then
    assertThat(read.findings()).isEmpty();
    assertThat(read.config().instances()).isNotEmpty();
  }

  private static ReadConfig config(Manifests manifests) {
    String text = manifests.one(ConfigMap.class).getData().getOrDefault("baton.yaml", "");
    return YamlReader.read("baton.yaml", text, Sources.NONE);
  }

  @Test
  void kafkaIsSwitchedOnWithItsSecret() throws IOException, InterruptedException {
    // When
    Manifests manifests = render(KAFKA);

    // Then
    assertThat(environment(manifests)).containsEntry("BATON_KAFKA_ENABLED", "true");
    assertThat(environment(manifests)).containsKey("KAFKA_BOOTSTRAP_SERVERS");
    assertThat(container(manifests).getEnvFrom().getFirst().getSecretRef().getName())
        .isEqualTo("baton-kafka");
    assertThat(config(manifests).config().notifiers()).isNotEmpty();
  }

  @Test
  void prometheusScrapesWithAPasswordOverTlsWhatTheApiServesBeyondLoopback()
      throws IOException, InterruptedException {
    // When
    Manifests manifests = render(PROMETHEUS);

    // Then
    var endpoint = manifests.one(PodMonitor.class).getSpec().getPodMetricsEndpoints().getFirst();
    var port = container(manifests).getPorts().getFirst();
    assertThat(endpoint.getPort()).isEqualTo(port.getName());
    assertThat(endpoint.getPath()).isEqualTo("/q/metrics");
    assertThat(endpoint.getScheme()).isEqualTo("https");
    assertThat(endpoint.getBasicAuth().getPassword().getName()).isEqualTo("baton-prometheus");
    assertThat(manifests.one(PodMonitor.class).getSpec().getSelector().getMatchLabels())
        .isEqualTo(manifests.one(DaemonSet.class).getSpec().getSelector().getMatchLabels());
    assertThat(environment(manifests)).containsEntry("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
    assertThat(probes(manifests))
        .allMatch(probe -> probe.getScheme().equals("HTTPS"))
        .allMatch(probe -> probe.getHost().equals("127.0.0.1"))
        .allMatch(probe -> probe.getPort().getIntVal().equals(port.getContainerPort()));
    assertThat(manifests.objects())
        .filteredOn(Secret.class::isInstance)
        .extracting(secret -> secret.getMetadata().getName())
        .contains("baton", "baton-tls", "baton-prometheus");
  }
}
