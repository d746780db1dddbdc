package io.balsa.raft.testkit.planted;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Looks for what a mutant can be made of: comparisons, conditions, numbers, arithmetic, and
/// statements that only have an effect.
final class MutantFinder extends TreeScanner<@Nullable Void, @Nullable Void> {
    /// The nearest comparison, which moves a border, and the opposite one.
    private static final Map<Kind, List<String>> OPERATORS =
            Map.of(
                    Kind.LESS_THAN, List.of("<=", ">="),
                    Kind.LESS_THAN_EQUAL, List.of("<", ">"),
                    Kind.GREATER_THAN, List.of(">=", "<="),
                    Kind.GREATER_THAN_EQUAL, List.of(">", "<"),
                    Kind.EQUAL_TO, List.of("!="),
                    Kind.NOT_EQUAL_TO, List.of("=="),
                    Kind.PLUS, List.of("-"),
                    Kind.MINUS, List.of("+"));

    private final Path file;
    private final String text;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Mutant> found;
    private String method = "";

    MutantFinder(
            Path file,
            String text,
            CompilationUnitTree unit,
            SourcePositions positions,
            List<Mutant> found) {
        this.file = file;
        this.text = text;
        this.unit = unit;
        this.positions = positions;
        this.found = found;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
        if (tree.getName().contentEquals("toString")) {
            return null;
        }
        var outer = method;
        method = tree.getName().toString();
        super.visitMethod(tree, null);
        method = outer;
        return null;
    }

    @Override
    public @Nullable Void visitBinary(BinaryTree tree, @Nullable Void nothing) {
        var left = source(tree.getLeftOperand());
        var right = source(tree.getRightOperand());
        switch (tree.getKind()) {
            case CONDITIONAL_AND, CONDITIONAL_OR -> {
                replace(tree, left);
                replace(tree, right);
            }
            default -> {
                for (var operator : OPERATORS.getOrDefault(tree.getKind(), List.of())) {
                    replace(tree, "%s %s %s".formatted(left, operator, right));
                }
            }
        }
        return super.visitBinary(tree, null);
    }

    @Override
    public @Nullable Void visitUnary(UnaryTree tree, @Nullable Void nothing) {
        if (tree.getKind() == Kind.LOGICAL_COMPLEMENT) {
            replace(tree, source(tree.getExpression()));
        }
        return super.visitUnary(tree, null);
    }

    @Override
    public @Nullable Void visitIf(IfTree tree, @Nullable Void nothing) {
        negate(((ParenthesizedTree) tree.getCondition()).getExpression());
        return super.visitIf(tree, null);
    }

    @Override
    public @Nullable Void visitConditionalExpression(
            ConditionalExpressionTree tree, @Nullable Void nothing) {
        negate(tree.getCondition());
        return super.visitConditionalExpression(tree, null);
    }

    @Override
    public @Nullable Void visitCase(CaseTree tree, @Nullable Void nothing) {
        if (tree.getGuard() != null) {
            negate(tree.getGuard());
        }
        return super.visitCase(tree, null);
    }

    /// Others are negated by their operators.
    private void negate(ExpressionTree condition) {
        if (condition instanceof MethodInvocationTree
                || condition instanceof IdentifierTree
                || (condition instanceof InstanceOfTree && !hasPattern(condition))) {
            replace(condition, "!(" + source(condition) + ")");
        }
    }

    private boolean hasPattern(ExpressionTree condition) {
        return !source(condition).matches("[^ ]+ instanceof [A-Za-z.]+");
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree tree, @Nullable Void nothing) {
        switch (tree.getValue()) {
            case Boolean value -> replace(tree, value ? "false" : "true");
            case Number value when value.longValue() == 1 -> {
                replace(tree, "0");
                replace(tree, "2");
            }
            case Number value -> replace(tree, Long.toString(value.longValue() + 1));
            case null, default -> {}
        }
        return null;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void nothing) {
        var called = source(tree.getMethodSelect());
        if (called.equals("check")) {
            return null; // A guard: see LEFT_OUT.
        }
        if (called.equals("Math.min") || called.equals("Math.max")) {
            var other = called.equals("Math.min") ? "Math.max" : "Math.min";
            replace(tree, other + source(tree).substring(called.length()));
        }
        return super.visitMethodInvocation(tree, null);
    }

    @Override
    public @Nullable Void visitExpressionStatement(
            ExpressionStatementTree tree, @Nullable Void nothing) {
        var isWorthDropping =
                switch (tree.getExpression()) {
                    case MethodInvocationTree call -> {
                        var called = source(call.getMethodSelect());
                        yield !called.equals("check") && !called.equals("this");
                    }
                    case AssignmentTree set -> !source(set.getVariable()).startsWith("this.");
                    case CompoundAssignmentTree _ -> true;
                    default -> false;
                };
        if (isWorthDropping) {
            replace(tree, "{}");
        }
        return super.visitExpressionStatement(tree, null);
    }

    private void replace(Tree tree, String replacement) {
        var start = (int) positions.getStartPosition(unit, tree);
        var end = (int) positions.getEndPosition(unit, tree);
        var type = file.getFileName().toString().replace(".java", "");
        var name =
                "%s.%s: %s → %s"
                        .formatted(
                                type,
                                method.equals("<init>") ? "new" : method,
                                inOneLine(source(tree)),
                                inOneLine(replacement));
        found.add(new Mutant(name, file, start, end, replacement));
    }

    private static String inOneLine(String source) {
        return source.replaceAll("\\s+", " ").replace(" .", ".").replace("( ", "(");
    }

    private String source(Tree tree) {
        return text.substring(
                (int) positions.getStartPosition(unit, tree),
                (int) positions.getEndPosition(unit, tree));
    }
}
