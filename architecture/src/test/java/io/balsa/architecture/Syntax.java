package io.balsa.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.ToolProvider;

/// What the compiler's parser sees in the Java files of this repository.
final class Syntax {
    /// A method or constructor that somebody wrote.
    ///
    /// @param lines from its annotations to its closing brace
    record Method(String file, MethodTree tree, ClassTree owner, long lines) {
        String name() {
            return tree.getName().contentEquals("<init>")
                    ? owner.getSimpleName().toString()
                    : tree.getName().toString();
        }

        boolean isOverride() {
            return tree.getModifiers().getAnnotations().stream()
                    .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
        }

        /// True for the constructor of a record, whose parameters are its components.
        boolean isOfRecord() {
            return tree.getReturnType() == null && owner.getKind() == Tree.Kind.RECORD;
        }

        @Override
        public String toString() {
            return file + "#" + name();
        }
    }

    /// A class, interface, record or enum that somebody wrote.
    record Type(String file, String name) {
        @Override
        public String toString() {
            return file + "#" + name;
        }
    }

    private static final Syntax OF_ALL = parse(SourceTree.withExtension("java"));

    private final List<Method> methods = new ArrayList<>();
    private final List<Type> types = new ArrayList<>();

    private Syntax() {}

    static List<Method> methods() {
        return OF_ALL.methods;
    }

    static List<Type> types() {
        return OF_ALL.types;
    }

    private static Syntax parse(List<Path> paths) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, UTF_8)) {
            var sources = files.getJavaFileObjectsFromPaths(paths);
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null, files, null, List.of("-proc:none"), null, sources);
            var positions = Trees.instance(task).getSourcePositions();
            var syntax = new Syntax();
            for (var unit : task.parse()) {
                syntax.new Collector(unit, positions).scan(unit, null);
            }
            return syntax;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Collector extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final String file;

        Collector(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
            this.file = SourceTree.name(Path.of(unit.getSourceFile().toUri()));
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            types.add(new Type(file, type.getSimpleName().toString()));
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            var owner = (ClassTree) getCurrentPath().getParentPath().getLeaf();
            methods.add(new Method(file, method, owner, lines(method)));
            return super.visitMethod(method, null);
        }

        private long lines(Tree tree) {
            var map = unit.getLineMap();
            return map.getLineNumber(positions.getEndPosition(unit, tree))
                    - map.getLineNumber(positions.getStartPosition(unit, tree))
                    + 1;
        }
    }
}
