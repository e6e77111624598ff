package io.baton.keepalived;

import io.baton.config.BatonConfig;
import io.baton.config.FileConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.ProcessConfig;
import io.baton.config.ReadConfig;
import io.baton.config.Reading;
import io.baton.config.ScriptConfig;
import io.baton.config.SyncGroupConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads a `keepalived.conf`.
public final class KeepalivedReader {

  /// A longer text is not read at all.
  public static final int MAX_CHARACTERS = 4 * 1024 * 1024;

  static final Set<String> KEYWORDS =
      Set.of(
          "global_defs",
          "vrrp_script",
          "vrrp_track_process",
          "vrrp_track_file",
          "track_file",
          "vrrp_instance",
          "vrrp_sync_group",
          "static_ipaddress",
          "static_routes",
          "static_rules",
          "garp_group");

  static final Set<String> LOAD_BALANCING = Set.of("virtual_server", "virtual_server_group", "SSL");

  private final Reading reading;
  private final GlobalReader global;
  private final StaticReader statics;
  private final GarpGroupReader garpGroups;
  private final List<ScriptConfig> scripts = new ArrayList<>();
  private final List<ProcessConfig> processes = new ArrayList<>();
  private final List<FileConfig> files = new ArrayList<>();
  private final List<Statement> instanceBlocks = new ArrayList<>();
  private final List<Statement> groupBlocks = new ArrayList<>();
  private final List<Statement> loadBalancing = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();

  private KeepalivedReader(Reading reading) {
    this.reading = reading;
    global = new GlobalReader(reading);
    statics = new StaticReader(reading);
    garpGroups = new GarpGroupReader(reading);
  }

  /// Reads a text; never throws. Whatever Baton does not do as keepalived would is a finding. The
  /// model may break rules of `ConfigValidator`, which tells what is missing in it.
  ///
  /// @param fileName what findings call the text; nothing is opened
  public static ReadConfig read(String fileName, String text) {
    return read(fileName, text, Environment.NONE);
  }

  /// The same with the world around the text: included files, variables, the configuration id.
  public static ReadConfig read(String fileName, String text, Environment environment) {
    var reading = new Reading(fileName);
    if (text.length() > MAX_CHARACTERS) {
      reading.error(
          "limit-exceeded",
          reading.at(1, 1),
          "the file has more than " + MAX_CHARACTERS + " characters; nothing of it is read");
      return reading.finish(BatonConfig.EMPTY);
    }
    SourceText source = new Expander(environment, reading).expand(fileName, text);
    List<Statement> statements = new BlockReader(source, reading).read();
    return reading.finish(new KeepalivedReader(reading).config(statements));
  }

  private BatonConfig config(List<Statement> statements) {
    statements.forEach(this::take);
    tellSkipped(loadBalancing);
    // Instances and groups last: what they name may stand anywhere.
    var known =
        new TrackReader.Known(
            names(scripts, ScriptConfig::name),
            names(processes, ProcessConfig::name),
            names(files, FileConfig::name));
    var instances = new ArrayList<InstanceConfig>();
    for (Statement block : instanceBlocks) {
      instances.add(
          InstanceReader.read(block, instances.size(), known, global.defaults(), reading));
    }
    var groups = groups(names(instances, InstanceConfig::name), known);
    global
        .mail()
        .tellUnused(
            instances.stream().anyMatch(i -> i.notifyScripts().mail())
                || groups.stream().anyMatch(g -> g.notifyScripts().mail()));
    return new BatonConfig(
        global.global(garpGroups.groups()),
        scripts,
        processes,
        files,
        List.of(),
        instances,
        groups,
        statics.statics(global.defaults().interfaceName));
  }

  private List<SyncGroupConfig> groups(Set<String> instances, TrackReader.Known known) {
    var groups = new ArrayList<SyncGroupConfig>();
    var taken = new HashSet<String>();
    for (Statement block : groupBlocks) {
      new SyncGroupReader(groups.size(), instances, taken, known, global.defaults(), reading)
          .read(block)
          .ifPresent(groups::add);
    }
    return groups;
  }

  private static <T> Set<String> names(List<T> all, Function<T, String> name) {
    return all.stream().map(name).collect(Collectors.toUnmodifiableSet());
  }

  private void take(Statement statement) {
    if (KEYWORDS.contains(statement.keyword()) && isTooMany(statement)) {
      return;
    }
    switch (statement.keyword()) {
      case "global_defs" -> global.read(statement);
      case "vrrp_script" -> scripts.add(ScriptReader.read(statement, scripts.size(), reading));
      case "vrrp_track_process" ->
          processes.add(ProcessReader.read(statement, processes.size(), reading));
      case "vrrp_track_file", "track_file" ->
          files.add(TrackFileReader.read(statement, files.size(), reading));
      case "vrrp_instance" -> instanceBlocks.add(statement);
      case "vrrp_sync_group" -> groupBlocks.add(statement);
      case "static_ipaddress", "static_routes", "static_rules" -> statics.read(statement);
      case "garp_group" -> garpGroups.read(statement);
      default -> {
        if (LOAD_BALANCING.contains(statement.keyword())) {
          loadBalancing.add(statement);
        } else {
          Keywords.answer(Keywords.Place.TOP, statement, reading);
        }
      }
    }
  }

  /// Told once for each keyword; a hostile text can make hundreds of thousands of blocks.
  private boolean isTooMany(Statement block) {
    String keyword = block.keyword();
    int most = keyword.equals("vrrp_instance") ? BatonConfig.MAX_INSTANCES : BatonConfig.MAX_NAMED;
    int count = counts.merge(keyword, 1, Integer::sum);
    if (count == most + 1) {
      reading.error(
          "limit-exceeded",
          block.position(),
          "there are more than %d blocks of %s; this one and the rest of them are not read"
              .formatted(most, keyword));
    }
    return count > most;
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
