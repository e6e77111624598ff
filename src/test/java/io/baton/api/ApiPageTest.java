package io.baton.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The examples of the page are carried out in their order, and answered as it says.
@QuarkusTest
@QuarkusTestResource(TestCredentials.class)
class ApiPageTest {

  private static final Pattern EXAMPLE = Pattern.compile("```http\n(.*?)```", Pattern.DOTALL);

  @Inject private FakeConfigService configs;

  @Test
  void everyExampleOfThePageIsAnsweredAsItSays() throws Exception {
    // Given
    configs.reset();
    var page = Files.readString(Path.of("docs/api.md"));
    var examples = EXAMPLE.matcher(page).results().map(found -> found.group(1)).toList();
    assertThat(examples).hasSizeGreaterThan(10);

    for (String example : examples) {
      // When
      var parts = List.of(example.strip().split("\n\n"));
      var answer = send(parts.getFirst(), parts.size() == 3 ? parts.get(1) : "");

      // Then
      var wanted = parts.getLast().split("\n", 2);
      assertThat("HTTP " + answer.statusCode())
          .as(example + answer.asString())
          .isEqualTo(wanted[0]);
      if (wanted.length == 2) {
        assertHas(answer, wanted[1]);
      }
    }
  }

  private static Response send(String head, String body) {
    var lines = head.lines().toList();
    var request =
        given()
            .auth()
            .preemptive()
            .basic("ada", TestCredentials.PASSWORD)
            .contentType(ContentType.JSON)
            .body(body);
    for (String header : lines.subList(1, lines.size())) {
      int colon = header.indexOf(':');
      request.header(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    var methodAndPath = lines.getFirst().split(" ", 2);
    return request.request(methodAndPath[0], methodAndPath[1]);
  }

  private static void assertHas(Response answer, String members) throws Exception {
    var json = JsonMapper.builder().build();
    var tree = json.readTree(answer.asString());
    for (var member : json.readTree(members).properties()) {
      assertThat(tree.path(member.getKey())).as(answer.asString()).isEqualTo(member.getValue());
    }
  }
}
