package io.baton.keepalived;

import io.baton.config.BatonConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.ReadConfig;
import io.baton.config.Reading;
import io.baton.config.ScriptConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads a `keepalived.conf`.
public final class KeepalivedReader {

  /// A longer text is not read at all.
  public static final int MAX_CHARACTERS = 4 * 1024 * 1024;

  static final Set<String> LOAD_BALANCING = Set.of("virtual_server", "virtual_server_group", "SSL");

  private final Reading reading;

  private KeepalivedReader(Reading reading) {
    this.reading = reading;
  }

  /// Reads a text; never throws. Whatever Baton does not do as keepalived would is a finding. The
  /// model may break rules of `ConfigValidator`, which tells what is missing in it.
  ///
  /// @param fileName what findings call the text; nothing is opened
  public static ReadConfig read(String fileName, String text) {
    var reading = new Reading(fileName);
    if (text.length() > MAX_CHARACTERS) {
      reading.error(
          "limit-exceeded",
          reading.at(1, 1),
          "the file has more than " + MAX_CHARACTERS + " characters; nothing of it is read");
      return reading.finish(BatonConfig.EMPTY);
    }
    var blocks = new BlockReader(text.startsWith("\ufeff") ? text.substring(1) : text, reading);
    List<Statement> statements = blocks.read();
    statements = new Directives(blocks.definitions(), reading).strip(statements);
    return reading.finish(new KeepalivedReader(reading).config(statements));
  }

  private BatonConfig config(List<Statement> statements) {
    var global = new GlobalReader(reading);
    var scripts = new ArrayList<ScriptConfig>();
    var instanceBlocks = new ArrayList<Statement>();
    var loadBalancing = new ArrayList<Statement>();
    for (Statement statement : statements) {
      switch (statement.keyword()) {
        case "global_defs" -> global.read(statement);
        case "vrrp_script" -> scripts.add(ScriptReader.read(statement, scripts.size(), reading));
        case "vrrp_instance" -> instanceBlocks.add(statement);
        default -> {
          if (LOAD_BALANCING.contains(statement.keyword())) {
            loadBalancing.add(statement);
          } else {
            Keywords.answer(Keywords.Place.TOP, statement, reading);
          }
        }
      }
    }
    tellSkipped(loadBalancing);
    // Instances last: what they name may stand anywhere.
    Set<String> names =
        scripts.stream().map(ScriptConfig::name).collect(Collectors.toUnmodifiableSet());
    var instances = new ArrayList<InstanceConfig>();
    for (Statement block : instanceBlocks) {
      instances.add(
          InstanceReader.read(block, instances.size(), names, global.defaultVersion(), reading));
    }
    return new BatonConfig(global.global(), scripts, instances);
  }

  private void tellSkipped(List<Statement> blocks) {
    if (!blocks.isEmpty()) {
      reading.note(
          "load-balancing-skipped",
          blocks.getFirst().position(),
          "load balancing is not Baton's business: %s skipped (virtual_server and the like)"
              .formatted(blocks.size() == 1 ? "1 block is" : blocks.size() + " blocks are"));
    }
  }
}
