package io.baton.keepalived;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.baton.config.Finding;
import io.baton.config.ModelText;
import io.baton.config.ReadConfig;
import io.baton.config.Reading;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a folder of keepalived.conf files and tells how it went; where keepalived's own dumps of
/// them stand beside it (`resolved/NAME.json`), compares what both made of them. `scripts/corpus`
/// runs it.
public final class Corpus {

  private record Timed(String file, long nanos) {}

  private final PrintWriter out;
  private final @Nullable String configId;
  private final Map<String, Integer> answers = new TreeMap<>();
  private final Set<String> keywords = new TreeSet<>();
  private final Set<String> unknown = new TreeSet<>();
  private final List<Timed> times = new ArrayList<>();
  private final CorpusComparison comparison = new CorpusComparison();
  private int failed;
  private int usable;

  private Corpus(PrintWriter out, @Nullable String configId) {
    this.out = out;
    this.configId = configId;
  }

  /// Arguments: the folder, and the configuration id whose `@ID` lines count.
  public static void main(String[] arguments) throws IOException {
    var out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Path folder = Path.of(arguments[0]);
    var corpus = new Corpus(out, arguments.length > 1 ? arguments[1] : null);
    corpus.run(folder);
    System.exit(corpus.failed == 0 ? 0 : 1);
  }

  private void run(Path folder) throws IOException {
    Path conf = Files.isDirectory(folder.resolve("conf")) ? folder.resolve("conf") : folder;
    List<Path> files;
    try (Stream<Path> all = Files.list(conf)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      one(file, folder.resolve("resolved").resolve(file.getFileName() + ".json"));
    }
    out.printf("%d files, %d with an internal error%n", files.size(), failed);
    out.printf("%d files without errors of the reader and the validator%n", usable);
    out.printf("%d keywords seen; statements by their answer: %s%n", keywords.size(), answers);
    out.printf("unknown: %s%n", unknown);
    times.stream()
        .sorted(Comparator.comparingLong(Timed::nanos).reversed())
        .limit(5)
        .forEach(t -> out.printf("%6d ms %s%n", t.nanos() / 1_000_000, t.file()));
    comparison.print(out);
  }

  private void one(Path file, Path dump) throws IOException {
    String name = file.getFileName().toString();
    String text = text(file);
    long start = System.nanoTime();
    try {
      ReadConfig read = KeepalivedReader.read(name, text, new World(configId));
      times.add(new Timed(name, System.nanoTime() - start));
      usable += read.withProblems(ModelText.VALIDATOR.validate(read.config())).hasErrors() ? 0 : 1;
      count(name, text, read);
      if (Files.exists(dump)) {
        JsonNode theirs = JsonMapper.builder().build().readTree(Files.readString(dump));
        comparison.compare(name, theirs, read.config());
      }
    } catch (RuntimeException e) {
      failed++;
      out.printf("%s: %s%n", name, e);
    }
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (MalformedInputException _) {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
  }

  private void count(String name, String text, ReadConfig read) {
    var reading = new Reading(name);
    SourceText source = new Expander(new World(configId), reading).expand(name, text);
    for (Statement top : new BlockReader(source, reading).read()) {
      count(top, read);
      if (!KeepalivedReader.LOAD_BALANCING.contains(top.keyword())) {
        top.children().forEach(child -> count(child, read));
      }
    }
  }

  private void count(Statement statement, ReadConfig read) {
    keywords.add(statement.keyword());
    String answer = "applied";
    for (Finding finding : read.findings()) {
      if (finding.position().equals(statement.position())
          || finding.position().equals(statement.valuePosition())) {
        answer =
            switch (finding.code()) {
              case "not-supported", "no-effect", "unknown-keyword" -> finding.code();
              default -> "remarked";
            };
      }
    }
    if (answer.equals("unknown-keyword")) {
      unknown.add(statement.keyword());
    }
    answers.merge(answer, 1, Integer::sum);
  }

  /// No files and no variables, and the configuration id that was asked for.
  private record World(@Nullable String id) implements Environment {

    @Override
    public Inclusion include(String includingFile, String pattern) {
      return NONE.include(includingFile, pattern);
    }

    @Override
    public Optional<String> variable(String name) {
      return NONE.variable(name);
    }

    @Override
    public String configId() {
      return id == null ? NONE.configId() : id;
    }

    @Override
    public @Nullable String instanceName() {
      return null;
    }

    @Override
    public RandomGenerator random() {
      return NONE.random();
    }

    @Override
    public String folderOf(String file) {
      return NONE.folderOf(file);
    }
  }
}
