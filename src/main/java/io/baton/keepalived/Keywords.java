package io.baton.keepalived;

import io.baton.config.Finding;
import io.baton.config.Finding.Severity;
import io.baton.config.Reading;
import io.baton.config.Spelling;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Every keyword there is, by the block that it belongs to, and the answer to those that Baton does
/// not read.
final class Keywords {

  /// A block whose statements Baton reads.
  enum Place {
    TOP("the top level"),
    GLOBAL("global_defs"),
    SCRIPT("vrrp_script"),
    INSTANCE("vrrp_instance"),
    GROUP("vrrp_sync_group"),
    PROCESS("vrrp_track_process"),
    FILE("track_file"),
    AUTHENTICATION("authentication"),
    HMAC("auth_hmac"),
    GARP_GROUP("garp_group");

    private final String title;

    Place(String title) {
      this.title = title;
    }
  }

  private record Unsupported(Severity severity, String instead) {}

  private static final Map<Place, Set<String>> READ = read();

  private static final Map<Place, Map<String, Unsupported>> UNSUPPORTED = unsupported();

  private static final Map<Place, Set<String>> BY_PLACE = byPlace();

  private static final Set<String> KNOWN = known();

  private Keywords() {}

  /// The keywords that may stand in a block, by the block's keyword, whether Baton reads them or
  /// not; `top` for those that stand in none.
  static Map<String, Set<String>> all() {
    var all = new LinkedHashMap<String, Set<String>>();
    BY_PLACE.forEach(
        (place, keywords) -> all.put(place == Place.TOP ? "top" : place.title, keywords));
    return all;
  }

  /// The keywords without which something is missing, wherever they stand.
  static Set<String> notSupported() {
    var all = new TreeSet<String>();
    UNSUPPORTED
        .values()
        .forEach(
            table ->
                table.forEach(
                    (keyword, unsupported) -> {
                      if (unsupported.severity() != Severity.NOTE) {
                        all.add(keyword);
                      }
                    }));
    return all;
  }

  /// Whether this is a keyword anywhere, so that it can be no secret.
  static boolean isKnown(String word) {
    return KNOWN.contains(word);
  }

  /// Tells what is not done with a statement that no reader takes; its block is left out with it.
  static void answer(Place place, Statement statement, Reading reading) {
    String keyword = statement.keyword();
    Unsupported unsupported = UNSUPPORTED.getOrDefault(place, Map.of()).get(keyword);
    if (unsupported != null) {
      boolean harmless = unsupported.severity() == Severity.NOTE;
      reading.add(
          new Finding(
              unsupported.severity(),
              harmless ? "no-effect" : "not-supported",
              statement.position(),
              "%s %s: %s"
                  .formatted(
                      keyword,
                      harmless ? "has no effect" : "is not supported",
                      unsupported.instead()),
              unsupported.instead()));
      return;
    }
    Place home = homeOf(keyword);
    if (home != null && home != place) {
      reading.warning(
          "misplaced-keyword",
          statement.position(),
          "%s belongs into %s, not into %s, and is ignored; is a } missing or too many?"
              .formatted(keyword, home.title, place.title));
    } else {
      // keepalived logs it and goes on, so a file that runs there must run here.
      reading.add(
          Severity.WARNING,
          "unknown-keyword",
          statement.position(),
          unknown(place, keyword),
          reading.isFull()
              ? Optional.empty()
              : Spelling.nearest(keyword, BY_PLACE.getOrDefault(place, Set.of())));
    }
  }

  private static String unknown(Place place, String keyword) {
    // In those two the unknown word could be the password.
    return place == Place.AUTHENTICATION || place == Place.HMAC
        ? "nobody knows this keyword in " + place.title
        : "nobody knows the keyword %s in %s".formatted(Reading.quote(keyword), place.title);
  }

  private static @Nullable Place homeOf(String keyword) {
    for (Place place : Place.values()) {
      if (BY_PLACE.getOrDefault(place, Set.of()).contains(keyword)) {
        return place;
      }
    }
    return null;
  }

  private static Map<Place, Set<String>> read() {
    var global = new TreeSet<>(GlobalReader.KEYWORDS);
    global.addAll(InstanceDefaults.KEYWORDS);
    global.addAll(MailReader.KEYWORDS);
    global.addAll(FifoReader.KEYWORDS);
    return Map.of(
        Place.TOP,
        KeepalivedReader.KEYWORDS,
        Place.GLOBAL,
        global,
        Place.SCRIPT,
        ScriptReader.KEYWORDS,
        Place.INSTANCE,
        InstanceReader.KEYWORDS,
        Place.GROUP,
        SyncGroupReader.KEYWORDS,
        Place.PROCESS,
        ProcessReader.KEYWORDS,
        Place.GARP_GROUP,
        GarpGroupReader.KEYWORDS,
        Place.FILE,
        TrackFileReader.KEYWORDS,
        Place.AUTHENTICATION,
        AuthenticationReader.KEYWORDS,
        Place.HMAC,
        HmacReader.KEYWORDS);
  }

  private static Map<Place, Map<String, Unsupported>> unsupported() {
    var all = new EnumMap<Place, Map<String, Unsupported>>(Place.class);
    all.put(Place.TOP, table(UnsupportedKeywords.TOP));
    all.put(Place.GLOBAL, table(UnsupportedKeywords.GLOBAL));
    all.put(Place.INSTANCE, table(UnsupportedKeywords.INSTANCE));
    all.put(Place.GROUP, table(UnsupportedKeywords.GROUP));
    return all;
  }

  /// A line is `SEVERITY KEYWORD...: what Baton does instead`.
  private static Map<String, Unsupported> table(String lines) {
    var table = new LinkedHashMap<String, Unsupported>();
    for (String line : lines.lines().toList()) {
      int colon = line.indexOf(':');
      String[] words = line.substring(0, colon).split(" ", -1);
      var unsupported =
          new Unsupported(Severity.valueOf(words[0]), line.substring(colon + 1).strip());
      for (int i = 1; i < words.length; i++) {
        if (table.put(words[i], unsupported) != null) {
          throw new IllegalStateException(words[i] + " is in the table twice");
        }
      }
    }
    return table;
  }

  private static Map<Place, Set<String>> byPlace() {
    var all = new EnumMap<Place, Set<String>>(Place.class);
    for (Place place : Place.values()) {
      var keywords = new TreeSet<>(READ.getOrDefault(place, Set.of()));
      keywords.addAll(UNSUPPORTED.getOrDefault(place, Map.of()).keySet());
      all.put(place, keywords);
    }
    return all;
  }

  private static Set<String> known() {
    var known = new TreeSet<String>();
    BY_PLACE.values().forEach(known::addAll);
    known.addAll(KeepalivedReader.LOAD_BALANCING);
    return known;
  }
}
