package io.baton.ship;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// Objects of Kubernetes as `kubectl kustomize` renders them, read so that a field which the model
/// does not know is an error, as it is for `kubectl apply --validate=strict`.
record Manifests(List<HasMetadata> objects) {

  private static final long LONGEST_SECONDS = 60;

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "v1/Namespace", Namespace.class,
          "v1/ServiceAccount", ServiceAccount.class,
          "v1/ConfigMap", ConfigMap.class,
          "v1/Secret", Secret.class,
          "apps/v1/DaemonSet", DaemonSet.class,
          "scheduling.k8s.io/v1/PriorityClass", PriorityClass.class,
          "monitoring.coreos.com/v1/PodMonitor", PodMonitor.class);

  /// Without it the model would take unknown fields as additional properties.
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              })
          .build();

  static Manifests render(Path folder) throws IOException, InterruptedException {
    Process kubectl =
        new ProcessBuilder("kubectl", "kustomize", folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!kubectl.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || kubectl.exitValue() != 0) {
      throw new IOException("kubectl kustomize " + folder + " failed");
    }
    return parse(text);
  }

  /// @throws IOException for a kind or a field that Kubernetes does not know
  static Manifests parse(String text) throws IOException {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    var objects = new ArrayList<HasMetadata>();
    for (Object document : yaml.loadAll(text)) {
      JsonNode tree = STRICT.valueToTree(document);
      String kind = tree.path("apiVersion").asText() + "/" + tree.path("kind").asText();
      Class<? extends HasMetadata> type = KINDS.get(kind);
      if (type == null) {
        throw new IOException("no such kind here: " + kind);
      }
      objects.add(STRICT.treeToValue(tree, type));
    }
    return new Manifests(objects);
  }

  <T extends HasMetadata> T one(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }
}
