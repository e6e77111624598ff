package io.baton.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.BatonConfig;
import io.baton.config.CpuTime;
import io.baton.config.Finding;
import io.baton.config.GoldenFiles;
import io.baton.config.ModelText;
import io.baton.config.Position;
import io.baton.config.ReadConfig;
import io.baton.config.Reading;
import io.baton.config.SourceComments;
import io.baton.config.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KeepalivedReaderTest {

  private static final String INSTANCE_V =
      "vrrp_instance V {\ninterface e\nvirtual_router_id 1\n}\n";

  private static List<String> codes(String text) {
    return KeepalivedReader.read("x", text).findings().stream().map(Finding::code).toList();
  }

  @Test
  void positionsLeadFromTheModelToTheText() {
    // When
    ReadConfig read =
        KeepalivedReader.read(
            "k.conf",
            """
            vrrp_script a { script "/bin/a" }
            vrrp_script b {
              script "/bin/b"
            }
            vrrp_instance V1 {
              interface eth0
              priority 90
              virtual_ipaddress {
                192.0.2.1
                192.0.2.2
              }
            }
            global_defs {
              smtp_server 192.0.2.9
            }
            """);

    // Then
    assertThat(read.positions())
        .containsEntry("/scripts/1/command", new Position("k.conf", 3, 10))
        .containsEntry("/instances/0/priority", new Position("k.conf", 7, 12))
        .containsEntry("/instances/0/addresses/1", new Position("k.conf", 10, 5))
        .containsEntry("/global/mail", new Position("k.conf", 14, 3));
    assertThat(read.positionOf("/instances/0/addresses/1/label").line()).isEqualTo(10);
    assertThat(read.positionOf("/instances/0/trackScripts/7").line()).isEqualTo(5);
    assertThat(read.positionOf("/instances/9")).isEqualTo(new Position("k.conf", 1, 1));
  }

  @TestFactory
  Stream<DynamicTest> everyKeywordThatIsNotReadIsAnswered() {
    return Stream.of(
            "%s x|" + UnsupportedKeywords.TOP,
            "global_defs {\n%s x\n}|" + UnsupportedKeywords.GLOBAL,
            INSTANCE_V.replace("}\n", "%s x\n}|") + UnsupportedKeywords.INSTANCE,
            INSTANCE_V + "vrrp_sync_group G {\ngroup { V }\n%s x\n}|" + UnsupportedKeywords.GROUP)
        .flatMap(
            table -> {
              int bar = table.indexOf('|');
              return table
                  .substring(bar + 1)
                  .lines()
                  .flatMap(line -> answers(table.substring(0, bar), line));
            });
  }

  private static Stream<DynamicTest> answers(String template, String line) {
    String[] words = line.substring(0, line.indexOf(':')).split(" ", -1);
    return Stream.of(words)
        .skip(1)
        .map(
            keyword ->
                DynamicTest.dynamicTest(
                    keyword,
                    () ->
                        assertThat(
                                KeepalivedReader.read("x", template.formatted(keyword)).findings())
                            .filteredOn(f -> !f.code().equals("single-member"))
                            .singleElement()
                            .satisfies(
                                f -> {
                                  assertThat(f.code())
                                      .isEqualTo(
                                          words[0].equals("NOTE") ? "no-effect" : "not-supported");
                                  assertThat(f.severity().name()).isEqualTo(words[0]);
                                  assertThat(f.text()).startsWith(keyword + " ");
                                })));
  }

  @Test
  void aFileThatIsTooLongIsNotRead() {
    // When
    ReadConfig read = KeepalivedReader.read("x", "#".repeat(KeepalivedReader.MAX_CHARACTERS + 1));

    // Then
    assertThat(read.findings())
        .singleElement()
        .extracting(Finding::code)
        .isEqualTo("limit-exceeded");
  }

  @Test
  void aFileOfTheGreatestLengthIsRead() {
    assertThat(codes("#".repeat(KeepalivedReader.MAX_CHARACTERS))).isEmpty();
  }

  @Test
  void nestingHasALimit() {
    // Given
    String allowed = "a {\n".repeat(BlockReader.MAX_DEPTH) + "}\n".repeat(BlockReader.MAX_DEPTH);

    // Then
    assertThat(codes(allowed)).containsExactly("unknown-keyword");
    assertThat(codes("a {\n" + allowed + "}\n")).contains("limit-exceeded");
  }

  @Test
  void statementsHaveALimit() {
    // Given
    String allowed = "virtual_server {\n" + "a\n".repeat(BlockReader.MAX_STATEMENTS - 1) + "}\n";

    // Then
    assertThat(codes(allowed)).containsExactly("load-balancing-skipped");
    assertThat(codes(allowed + "b\n")).contains("limit-exceeded");
  }

  @Test
  void wordsOfALineHaveALimit() {
    assertThat(codes("virtual_server" + " a".repeat(BlockReader.MAX_WORDS)))
        .containsExactly("load-balancing-skipped");
    assertThat(codes("virtual_server" + " a".repeat(BlockReader.MAX_WORDS + 1)))
        .contains("limit-exceeded");
  }

  @Test
  void findingsHaveALimit() {
    // When
    List<String> codes = codes("frobnicate\n".repeat(Reading.MAX_FINDINGS + 5));

    // Then
    assertThat(codes).hasSize(Reading.MAX_FINDINGS + 1).endsWith("too-many-findings");
  }

  /// 3 MB of blocks, or a few hundred characters that become as many.
  @Test
  void whatBlocksCostIsBoundedHoweverManyThereAre() {
    for (String text :
        List.of(
            "vrrp_instance V\n".repeat(BlockReader.MAX_STATEMENTS - 1),
            "~SEQ(A, 1, 10000) ~SEQ(B, 1, 20) vrrp_instance V$A\n",
            "static_ipaddress {\n" + "10.0.0.1\n".repeat(BlockReader.MAX_STATEMENTS - 2) + "}\n")) {
      // When
      ReadConfig read = ModelText.VALIDATOR.check(KeepalivedReader.read("x", text));

      // Then
      assertThat(read.hasErrors()).isTrue();
      assertThat(read.config().instances()).hasSizeLessThanOrEqualTo(BatonConfig.MAX_INSTANCES);
      assertThat(read.findings()).hasSizeLessThanOrEqualTo(2 * Reading.MAX_FINDINGS + 2);
    }
  }

  @Test
  void noTextTakesLong() {
    // Given
    int length = KeepalivedReader.MAX_CHARACTERS / 4;
    String scripts = repeat("vrrp_script script%d { script /bin/x }\n", length / 3);
    List<String> texts =
        List.of(
            "}".repeat(length),
            "{".repeat(length),
            "a{".repeat(length / 2),
            "$A=\\\n".repeat(length / 5),
            "${_a}".repeat(length / 5),
            "${_HASH}".repeat(length / 8),
            "@x ".repeat(length / 3),
            "~SEQ(".repeat(length / 5),
            repeat("# comment %d\n", length),
            repeat("vrrp_script s%d { script /bin/x #c\n}\n", length),
            repeat("vrrp_instance V%d { interfce eth0 #c\n }\n", length),
            "\"".repeat(length),
            "a ".repeat(length / 2),
            repeat("unknown%d\n", length),
            repeat("vrrp_instance V%d { interface eth0 }\n", length),
            "vrrp_instance V { virtual_ipaddress {\n" + repeat("fd00::%x\n", length / 2) + "}}",
            scripts
                + "vrrp_instance V { track_script {\n"
                + repeat("skript%d\n", length / 3)
                + "}}");

    for (String text : texts) {
      // Then
      CpuTime.assertAtMost(
          Duration.ofSeconds(10),
          () -> SourceComments.of(ModelText.VALIDATOR.check(KeepalivedReader.read("x", text))));
    }
  }

  private static String repeat(String template, int length) {
    var text = new StringBuilder();
    for (int i = 0; text.length() < length - 100; i++) {
      text.append(template.formatted(i));
    }
    return text.toString();
  }

  @Test
  void theYamlFormSaysTheSameAsTheSeedsConfiguration() {
    // Given
    String conf =
        GoldenFiles.text(Path.of("src/test/resources/keepalived/seed-nopreempt-master.conf"));
    String yaml =
        """
        routerId: LVS_DEVEL
        mail:
          to: [admin@qq.example]
          from: ha@163.example
          host: smtp.163.com
          connectTimeout: 30s
        scripts:
          check_httpd: {command: killall -0 httpd, interval: 2s}
        instances:
          HA_1:
            interface: eth0
            virtualRouterId: 80
            priority: 100
            advertInterval: 2s
            preempt: false
            password: qwaszx
            addresses: [{address: 10.0.0.40/24, device: eth0}]
            trackScripts: [check_httpd]
            notify:
              master: /etc/keepalived/master.sh
              backup: /etc/keepalived/backup.sh
              fault: /etc/keepalived/fault.sh
              mail: false
        """;

    // Then
    assertThat(YamlReader.read("x", yaml).config())
        .isEqualTo(KeepalivedReader.read("x", conf).config());
  }

  @Test
  void macvlansOfOneIdOnSeveralInterfacesHaveNamesOfTheirOwn() {
    // Given
    String text =
        """
        vrrp_instance A { interface eth0
          virtual_router_id 1
          use_vmac }
        vrrp_instance B { interface eth1
          virtual_router_id 1
          use_vmac }
        vrrp_instance C { interface eth2
          virtual_router_id 1
          use_vmac vrrp.1 }
        vrrp_instance D { interface eth2
          virtual_router_id 2
          use_vmac vrrp.1 }
        """;

    // When
    ReadConfig read = KeepalivedReader.read("x", text);

    // Then
    assertThat(read.config().instances())
        .extracting("virtualMac.interfaceName")
        .containsExactly(null, "vrrp1.1", "vrrp2.1", "vrrp.2");
  }

  @Test
  void aByteOrderMarkIsNoWord() {
    assertThat(codes("\ufeff# nothing")).isEmpty();
  }
}
