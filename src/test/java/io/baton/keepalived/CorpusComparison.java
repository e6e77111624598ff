package io.baton.keepalived;

import com.fasterxml.jackson.databind.JsonNode;
import io.baton.config.BatonConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.Tracked;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpText;
import io.baton.vrrp.VirtualAddress;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Compares what keepalived says it runs, instance by instance and field by field, with our model.
final class CorpusComparison {

  private static final Map<String, Function<InstanceConfig, Object>> FIELDS = fields();

  private final List<String> differences = new ArrayList<>();
  private final Map<String, Integer> byField = new TreeMap<>();
  private final Map<String, Integer> byCause = new TreeMap<>();
  private int compared;
  private int equal;
  private int files;

  private static Map<String, Function<InstanceConfig, Object>> fields() {
    var all = new TreeMap<String, Function<InstanceConfig, Object>>();
    all.put("vrid", InstanceConfig::virtualRouterId);
    all.put("version", i -> i.version().number());
    all.put("base_priority", InstanceConfig::priority);
    all.put("adver_int", i -> seconds(i.advertInterval()));
    all.put("ifp_ifname", CorpusComparison::carrier);
    all.put("nopreempt", i -> !i.preempt());
    all.put("preempt_delay", i -> seconds(i.preemptDelay()));
    all.put("garp_delay", i -> seconds(i.announce().delay()));
    all.put("garp_rep", i -> i.announce().rounds());
    all.put("garp_refresh", i -> seconds(i.announce().refresh()));
    all.put("garp_refresh_rep", i -> i.announce().refreshRounds());
    all.put("garp_lower_prio_delay", i -> seconds(i.announce().lowerPriorityDelay()));
    all.put("garp_lower_prio_rep", i -> i.announce().lowerPriorityRounds());
    all.put("lower_prio_no_advert", i -> !i.election().answerLowerPriority());
    all.put("higher_prio_send_advert", i -> i.election().advertBeforeYielding());
    all.put("strict_mode", i -> i.election().strict());
    all.put("accept", InstanceConfig::accept);
    all.put("promote_secondaries", InstanceConfig::promoteSecondaries);
    all.put("dont_track_primary", i -> !i.tracking().ownInterface());
    all.put("auth_type", i -> i.password() == null ? 0 : 1);
    all.put("notify_deleted", i -> i.notifyScripts().deleted() != null);
    all.put("vips", i -> addresses(i.addresses()));
    all.put("evips", i -> addresses(i.excludedAddresses()));
    all.put("track_ifp", i -> names(i.tracking().interfaces()));
    all.put("track_process", i -> names(i.tracking().processes()));
    all.put("track_script", i -> Integer.toString(i.trackScripts().size()));
    all.put("vroutes", i -> Integer.toString(i.routes().size()));
    all.put("vrules", i -> Integer.toString(i.rules().size()));
    return all;
  }

  private static String carrier(InstanceConfig instance) {
    if (instance.virtualMac() == null) {
      return instance.interfaceName();
    }
    String name = instance.virtualMac().interfaceName();
    String prefix = instance.family() == AddressFamily.IPV6 ? "vrrp6." : "vrrp.";
    return name == null ? prefix + instance.virtualRouterId() : name;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String names(List<Tracked> tracked) {
    return new TreeSet<>(tracked.stream().map(Tracked::name).toList()).toString();
  }

  private static String addresses(List<VirtualAddress> addresses) {
    var texts = new TreeSet<String>();
    addresses.forEach(a -> texts.add(text(a.address(), a.prefixLength())));
    return texts.toString();
  }

  private static String text(InetAddress address, int length) {
    return IpText.of(address) + "/" + length;
  }

  void compare(String file, JsonNode dump, BatonConfig config) {
    files++;
    for (JsonNode entry : dump) {
      JsonNode theirs = entry.path("data");
      String name = theirs.path("iname").asText();
      InstanceConfig ours = find(config, name, theirs.path("vrid").asInt());
      if (ours == null) {
        differ(file, name, "instance", "there", "missing");
      } else {
        FIELDS.forEach(
            (field, mine) -> compare(file, name, field, theirs.path(field), mine.apply(ours)));
      }
    }
  }

  private static @Nullable InstanceConfig find(BatonConfig config, String name, int id) {
    @Nullable InstanceConfig named = null;
    for (InstanceConfig instance : config.instances()) {
      if (instance.name().equals(name)) {
        if (instance.virtualRouterId() == id) {
          return instance;
        }
        named = instance;
      }
    }
    return named;
  }

  private void compare(String file, String name, String field, JsonNode theirs, Object mine) {
    String left = theirs(field, theirs);
    String right =
        switch (mine) {
          case Boolean flag -> flag ? "1.0" : "0.0";
          case Number number -> Double.toString(number.doubleValue());
          default -> mine.toString();
        };
    if (left.equals(right)) {
      compared++;
      equal++;
    } else {
      differ(file, name, field, left, right);
    }
  }

  private static String theirs(String field, JsonNode value) {
    return switch (field) {
      case "vips", "evips" -> {
        var texts = new TreeSet<String>();
        value.forEach(v -> texts.add(address(v.asText())));
        yield texts.toString();
      }
      case "track_ifp", "track_process" ->
          new TreeSet<>(
                  StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText).toList())
              .toString();
      case "track_script", "vroutes", "vrules" -> Integer.toString(value.size());
      case "ifp_ifname" -> value.asText();
      default ->
          Double.toString(value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.asDouble());
    };
  }

  private static String address(String text) {
    String[] parts = text.split(" ", 2)[0].split("/", 2);
    InetAddress address = InetAddress.ofLiteral(parts[0]);
    int whole = AddressFamily.of(address).hostPrefixLength();
    return text(address, parts.length > 1 ? Integer.parseInt(parts[1]) : whole);
  }

  /// Why a difference is none of the reader's doing; empty when it is not known.
  private static String cause(String field, String theirs, String mine) {
    return switch (field) {
      case "track_script" ->
          Integer.parseInt(theirs) < Integer.parseInt(mine)
              ? "keepalived dropped a script that it could not run where the dump was made"
              : "";
      case "auth_type" -> theirs.equals("2.0") ? "AH is refused with an error" : "";
      case "ifp_ifname" ->
          mine.startsWith("vrrp6.") && theirs.startsWith("vrrp.")
              ? "keepalived calls the macvlan of this IPv6 instance vrrp. and not vrrp6."
              : theirs.startsWith("vrrp")
                  ? "a macvlan or ipvlan that got another name, since its own was taken"
                  : "";
      case "promote_secondaries" ->
          mine.equals("1.0") ? "keepalived clears it for macvlans, where it is on by itself" : "";
      case "garp_refresh_rep" ->
          theirs.equals("0.0") ? "0 means no refresh there, one announcement here" : "";
      default -> "";
    };
  }

  private void differ(String file, String name, String field, String theirs, String mine) {
    compared++;
    byField.merge(field, 1, Integer::sum);
    String cause = cause(field, theirs, mine);
    byCause.merge(field + ": " + (cause.isEmpty() ? "NOT EXPLAINED" : cause), 1, Integer::sum);
    differences.add("%s: %s: %s: %s, ours %s".formatted(file, name, field, theirs, mine));
  }

  void print(PrintWriter out) {
    if (files == 0) {
      return;
    }
    differences.forEach(out::println);
    byCause.forEach((cause, count) -> out.printf("%5d %s%n", count, cause));
    out.printf(
        "%d dumps: %d of %d fields are equal (%.2f %%); differences by field: %s%n",
        files, equal, compared, 100.0 * equal / Math.max(1, compared), byField);
  }
}
