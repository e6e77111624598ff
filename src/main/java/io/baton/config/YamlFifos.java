package io.baton.config;

import java.util.ArrayList;
import java.util.List;

/// Reads the named pipes that transitions are written to.
final class YamlFifos {

  private YamlFifos() {}

  static List<FifoConfig> read(YamlFields global) {
    var fifos = new ArrayList<FifoConfig>();
    for (YamlNode node : global.list("fifos", "/global/fifos")) {
      String pointer = "/global/fifos/" + fifos.size();
      global.reading().place(pointer, node.position());
      if (node instanceof YamlNode.Mapping mapping) {
        fifos.add(fifo(global.of(mapping), pointer));
      } else {
        global.wrongType("an entry of fifos", node, "a mapping (key: value)");
      }
    }
    return fifos;
  }

  private static FifoConfig fifo(YamlFields fields, String pointer) {
    fields.require("path", pointer + "/path", fields.position());
    String path = fields.text("path", pointer + "/path");
    var owners = new ArrayList<ScriptUser>();
    YamlDocument.user(fields, "owner", pointer + "/owner", owners::add);
    var fifo =
        new FifoConfig(
            path == null ? "" : path,
            owners.isEmpty() ? null : owners.getFirst(),
            YamlNotify.command(fields, "script", pointer),
            fields.flag("statesOnReload", pointer + "/statesOnReload", false));
    fields.finish();
    return fifo;
  }
}
