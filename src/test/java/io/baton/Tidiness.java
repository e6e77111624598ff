package io.baton;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// The limits of sizes, and the words that are not wanted. Reads sources with the JDK's own parser.
final class Tidiness {

  private static final int FILE_LINES = 500;
  private static final int METHOD_LINES = 60;
  private static final int COLUMNS = 100;

  private static final Pattern NAME =
      Pattern.compile("Abstract[A-Z].*|.*(Util|Utils|Helper|Manager|Impl)");

  private static final Pattern WORDS =
      Pattern.compile("\\b(FIXME|TODO)\\b|\\bSystem\\.out\\b|\\bprintStackTrace\\b");

  private static final Pattern SLEEP = Pattern.compile("\\bThread\\.sleep\\b");

  private Tidiness() {}

  /// A file and its text.
  record Source(Path path, String text) {

    boolean isTest() {
      return path.startsWith(Path.of("src", "test"));
    }
  }

  /// What is not tidy, as `file:line: what`.
  static List<String> complaints(List<Source> sources) {
    var complaints = new ArrayList<String>();
    for (Source source : sources) {
      lines(source, complaints);
    }
    var files = sources.stream().map(Text::new).toList();
    var compiler = ToolProvider.getSystemJavaCompiler();
    var options = List.of("-proc:none");
    var task = (JavacTask) compiler.getTask(null, null, null, options, null, files);
    var positions = Trees.instance(task).getSourcePositions();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        new Scanner(unit, positions, complaints).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return complaints;
  }

  private static void lines(Source source, List<String> complaints) {
    int number = 0;
    for (String line : source.text().lines().toList()) {
      number++;
      String at = source.path() + ":" + number + ": ";
      if (line.codePointCount(0, line.length()) > COLUMNS) {
        complaints.add(at + "more than " + COLUMNS + " columns");
      }
      if (WORDS.matcher(line).find() && !isPatternOfThisFile(source)) {
        complaints.add(at + "a word that is not wanted: " + line.strip());
      }
      if (source.isTest() && SLEEP.matcher(line).find() && !isPatternOfThisFile(source)) {
        complaints.add(at + "a test that sleeps");
      }
    }
    if (number > FILE_LINES) {
      complaints.add(source.path() + ": " + number + " lines, at most " + FILE_LINES);
    }
  }

  private static boolean isPatternOfThisFile(Source source) {
    return source.path().endsWith("Tidiness.java");
  }

  /// A source in memory, for the parser.
  private static final class Text extends SimpleJavaFileObject {

    private final String text;

    Text(Source source) {
      super(URI.create("string:///" + source.path()), JavaFileObject.Kind.SOURCE);
      this.text = source.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /// Looks at the names of classes, the lengths of methods and lambdas, and at imports.
  private static final class Scanner extends TreeScanner<Void, Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> complaints;

    Scanner(CompilationUnitTree unit, SourcePositions positions, List<String> complaints) {
      this.unit = unit;
      this.positions = positions;
      this.complaints = complaints;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      String name = type.getSimpleName().toString();
      if (NAME.matcher(name).matches()) {
        complain(type, "a name that says nothing: " + name);
      }
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      checkLength(method, "method " + method.getName());
      return super.visitMethod(method, null);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree lambda, Void unused) {
      checkLength(lambda, "lambda");
      return super.visitLambdaExpression(lambda, null);
    }

    @Override
    public Void visitImport(ImportTree tree, Void unused) {
      if (tree.isModule() || tree.getQualifiedIdentifier().toString().endsWith(".*")) {
        complain(tree, "an import of everything");
      }
      return super.visitImport(tree, null);
    }

    private void checkLength(Tree tree, String what) {
      LineMap map = unit.getLineMap();
      long first = map.getLineNumber(positions.getStartPosition(unit, tree));
      long last = map.getLineNumber(positions.getEndPosition(unit, tree));
      if (last - first + 1 > METHOD_LINES) {
        complain(tree, what + " has " + (last - first + 1) + " lines, at most " + METHOD_LINES);
      }
    }

    private void complain(Tree tree, String what) {
      long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
      complaints.add(unit.getSourceFile().getName() + ":" + line + ": " + what);
    }
  }
}
