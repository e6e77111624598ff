package io.baton.config;

import java.util.ArrayList;

/// Makes one sync group of its mapping in a document.
final class YamlGroup {

  private YamlGroup() {}

  static SyncGroupConfig read(YamlDocument.Named named) {
    YamlFields fields = named.fields();
    String pointer = named.pointer();
    fields.require("members", pointer + "/members", named.position());
    var members = new ArrayList<String>();
    for (YamlNode node : fields.list("members", pointer + "/members")) {
      String place = pointer + "/members/" + members.size();
      fields.reading().place(place, node.position());
      fields.item("members", node).ifPresent(s -> members.add(s.text()));
    }
    YamlTracking tracking = YamlTracking.read(fields, pointer);
    var group =
        new SyncGroupConfig(
            named.name(),
            members,
            tracking.scripts(),
            tracking.tracking(),
            fields.flag("trackingWeights", pointer + "/trackingWeights", false),
            YamlNotify.read(fields, pointer + "/notifyScripts"));
    fields.finish();
    return group;
  }
}
