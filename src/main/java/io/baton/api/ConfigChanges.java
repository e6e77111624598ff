package io.baton.api;

import io.baton.config.BatonConfig;
import io.baton.config.ConfigTree;
import io.baton.config.ConfigValidator;
import io.baton.config.Finding;
import io.baton.config.ReadConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The one way in which a request changes the configuration: an edit of the managed document, made
/// while no other change runs, so that no update is lost; then all rules at once; then the plan.
@ApplicationScoped
class ConfigChanges {

  private final ConfigService configs;
  private final ConfigValidator validator;
  private final Audit audit;

  ConfigChanges(ConfigService configs, Validator validator, Audit audit) {
    this.configs = configs;
    this.validator = new ConfigValidator(validator);
    this.audit = audit;
  }

  /// Makes a new managed document; sees both parts as they are; refuses by an `ApiProblem`.
  interface Edit {
    Map<String, @Nullable Object> apply(Documents now);
  }

  /// What the edit made of the configuration.
  private static final class Attempt {
    private @Nullable ApiProblem refusal;
  }

  Documents now() {
    return Documents.of(configs.current());
  }

  /// @param what for the audit: `PUT instances/VI_1`
  /// @param root the JSON Pointer of the request's body in the document
  /// @throws ApiProblem for everything but `Applied`, `Planned` and `Unchanged`
  ChangeOutcome change(String what, String root, ChangeRequest.Meta meta, Edit edit) {
    long before = configs.current().revision();
    var attempt = new Attempt();
    ChangeOutcome outcome =
        configs.change(
            new ChangeRequest(
                managed -> edited(managed, root, edit, attempt), OptionalLong.empty(), meta));
    if (attempt.refusal != null) {
      audit.refused(what, attempt.refusal);
      throw attempt.refusal;
    }
    try {
      ChangeOutcome good = ChangeAnswers.goodOrThrow(outcome);
      audit.changed(what, meta, before, good);
      return good;
    } catch (ApiProblem problem) {
      audit.refused(what, problem);
      throw problem;
    }
  }

  /// Returns what is there when the edit is refused, so that nothing changes.
  private BatonConfig edited(BatonConfig managed, String root, Edit edit, Attempt attempt) {
    attempt.refusal = null;
    try {
      ConfigState state = configs.current();
      var documents =
          new Documents(
              ConfigTree.of(state.files()), ConfigTree.of(managed), state.filePositions());
      Map<String, @Nullable Object> wanted = edit.apply(documents);
      return checked(documents, wanted, root);
    } catch (ApiProblem refusal) {
      attempt.refusal = refusal;
      return managed;
    }
  }

  private BatonConfig checked(
      Documents documents, Map<String, @Nullable Object> wanted, String root) {
    Map<String, Object> restored = restored(wanted, documents.managed());
    ReadConfig whole = ConfigTree.read(documents.whole(restored));
    List<ApiProblem.Violation> violations =
        whole.withProblems(validator.validate(whole.config())).findings().stream()
            .filter(finding -> finding.severity() == Finding.Severity.ERROR)
            .map(finding -> violation(finding, root))
            .toList();
    if (!violations.isEmpty()) {
      throw ApiProblem.invalid(violations);
    }
    return ConfigTree.read(restored).config();
  }

  /// A document is a mapping before its secrets are put back, so it is one after.
  @SuppressWarnings("unchecked")
  private static Map<String, Object> restored(
      Map<String, @Nullable Object> wanted, Map<String, Object> before) {
    return (Map<String, Object>) Objects.requireNonNull(ConfigTree.restored(wanted, before));
  }

  /// What is wrong outside of the body, as what it refers to, is told with an empty pointer.
  private static ApiProblem.Violation violation(Finding finding, String root) {
    String pointer = finding.position().file();
    boolean inside = pointer.equals(root) || pointer.startsWith(root + "/");
    return new ApiProblem.Violation(
        inside ? pointer.substring(root.length()) : "",
        finding.code(),
        inside ? finding.text() : pointer + ": " + finding.text());
  }
}
