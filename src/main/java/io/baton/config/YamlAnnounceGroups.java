package io.baton.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads and writes the interfaces that share their least times between announcements.
final class YamlAnnounceGroups {

  private static final String PLACE = "/global/announceGroups";

  private YamlAnnounceGroups() {}

  static List<AnnounceGroupConfig> read(YamlFields global) {
    var groups = new ArrayList<AnnounceGroupConfig>();
    for (YamlNode node : global.list("announceGroups", PLACE)) {
      String pointer = PLACE + "/" + groups.size();
      global.reading().place(pointer, node.position());
      if (node instanceof YamlNode.Mapping mapping) {
        groups.add(group(global.of(mapping), pointer));
      } else {
        global.wrongType("an entry of announceGroups", node, "a mapping (key: value)");
      }
    }
    return groups;
  }

  private static AnnounceGroupConfig group(YamlFields fields, String pointer) {
    fields.require("interfaces", pointer + "/interfaces", fields.position());
    var interfaces = new ArrayList<String>();
    for (YamlNode node : fields.list("interfaces", pointer + "/interfaces")) {
      fields.reading().place(pointer + "/interfaces/" + interfaces.size(), node.position());
      fields.item("interfaces", node).ifPresent(s -> interfaces.add(s.text()));
    }
    var group =
        new AnnounceGroupConfig(
            interfaces,
            fields.duration("arpInterval", pointer + "/arpInterval", Duration.ZERO),
            fields.duration("neighborInterval", pointer + "/neighborInterval", Duration.ZERO));
    fields.finish();
    return group;
  }

  static List<YamlOutput.Item> items(List<AnnounceGroupConfig> groups) {
    var items = new ArrayList<YamlOutput.Item>();
    for (AnnounceGroupConfig group : groups) {
      String place = PLACE + "/" + items.size();
      items.add(
          new YamlOutput.Item(
              place, new YamlOutput.Fields(YamlOutput.of(out -> write(out, place, group)))));
    }
    return items;
  }

  private static void write(YamlOutput out, String place, AnnounceGroupConfig group) {
    out.words("interfaces", place + "/interfaces", group.interfaces());
    out.duration("arpInterval", place + "/arpInterval", group.arpInterval(), Duration.ZERO);
    out.duration(
        "neighborInterval", place + "/neighborInterval", group.neighborInterval(), Duration.ZERO);
  }
}
