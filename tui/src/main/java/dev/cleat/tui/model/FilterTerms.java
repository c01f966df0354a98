package dev.cleat.tui.model;

import dev.cleat.cli.option.Nearest;
import dev.cleat.tui.model.Fields.Figure;
import dev.cleat.tui.model.Fields.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A filter's text, compiled for the rows of one list: terms between blanks, all of which have to hold. */
final class FilterTerms<R> {

    /** A term: what is quoted may hold blanks. */
    private static final Pattern TERM = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\"?)+");

    private static final Pattern COMPARISON = Pattern.compile("([A-Za-z]+%?)(<=|>=|<|>|=)(.*)", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)?)([A-Za-z%]*)");
    private static final Predicate<Object> ANY = row -> true;

    private final Fields<R> fields;
    private final List<Predicate<? super R>> terms = new ArrayList<>();
    private Optional<String> problem = Optional.empty();

    FilterTerms(String text, Fields<R> fields) {
        this.fields = fields;
        Matcher matcher = TERM.matcher(text);
        boolean fuzzy = false;
        boolean turned = false;
        while (matcher.find()) {
            String term = matcher.group();
            if (term.equals("-f") || term.equals("!-f")) {
                fuzzy = true;
                turned = term.startsWith("!");
                continue;
            }
            boolean inverse = term.startsWith("!") != turned;
            String rest = (term.startsWith("!") ? term.substring(1) : term).replace("\"", "");
            if (!rest.isEmpty()) {
                Predicate<? super R> holds = fuzzy ? fuzzy(rest) : term(rest, term.contains("\""));
                terms.add(inverse && holds != ANY ? row -> !holds.test(row) : holds);
            }
            fuzzy = false;
            turned = false;
        }
    }

    boolean isEmpty() {
        return terms.isEmpty();
    }

    boolean shows(R row) {
        for (Predicate<? super R> term : terms) {
            if (!term.test(row)) {
                return false;
            }
        }
        return true;
    }

    /** The first thing that is wrong; what is wrong hides nothing, or is looked for as it stands. */
    Optional<String> problem() {
        return problem;
    }

    private Predicate<? super R> term(String term, boolean quoted) {
        Matcher comparison = COMPARISON.matcher(term);
        if (!quoted && comparison.matches()) {
            return comparison(comparison.group(1), comparison.group(2), comparison.group(3));
        }
        int colon = term.indexOf(':');
        String field = colon < 0 ? "" : term.substring(0, colon).toLowerCase(Locale.ROOT);
        Function<R, String> word = fields.words().get(field);
        if (word != null) {
            Predicate<String> found = found(term.substring(colon + 1));
            return row -> found.test(word.apply(row));
        }
        if (fields.figures().containsKey(field)) {
            return wrong(field + " is a number: write " + field + ">5, " + field + "<5 or " + field + "=5");
        }
        Predicate<String> found = found(term);
        return row -> fields.texts().apply(row).stream().anyMatch(found);
    }

    private Predicate<? super R> comparison(String name, String sign, String operand) {
        String field = name.toLowerCase(Locale.ROOT);
        Figure<R> figure = fields.figures().get(field);
        if (figure == null) {
            return fields.words().containsKey(field)
                    ? wrong(field + " is a text: write " + field + ":" + operand)
                    : wrong("no figure is called " + name
                            + Nearest.of(field, new ArrayList<>(fields.figures().keySet()))
                                    .map(near -> " (did you mean \"" + near + "\"?)")
                                    .orElse(
                                            fields.figures().isEmpty()
                                                    ? " here"
                                                    : "; there are " + String.join(" ", fields.names())));
        }
        OptionalDouble wanted = number(operand, figure.unit());
        if (wanted.isEmpty()) {
            return wrong(
                    operand.isEmpty()
                            ? field + sign + " wants a number"
                            : "\"" + operand + "\" is no number" + hint(figure.unit()));
        }
        double limit = wanted.getAsDouble();
        return row -> {
            OptionalDouble value = figure.of().apply(row);
            return value.isPresent() && holds(value.getAsDouble(), sign, limit);
        };
    }

    private static String hint(Unit unit) {
        return switch (unit) {
            case COUNT -> "";
            case BYTES -> " like 100M or 1.5G";
            case SECONDS -> " like 30s, 10m, 2h or 3d";
        };
    }

    private static boolean holds(double value, String sign, double limit) {
        return switch (sign) {
            case "<" -> value < limit;
            case ">" -> value > limit;
            case "<=" -> value <= limit;
            case ">=" -> value >= limit;
            default -> value == limit;
        };
    }

    private static OptionalDouble number(String text, Unit unit) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        OptionalDouble factor = factor(matcher.group(2), unit);
        return factor.isEmpty()
                ? factor
                : OptionalDouble.of(Double.parseDouble(matcher.group(1)) * factor.getAsDouble());
    }

    private static OptionalDouble factor(String suffix, Unit unit) {
        if (suffix.isEmpty() || unit == Unit.COUNT && suffix.equals("%")) {
            return OptionalDouble.of(1);
        }
        int place = unit == Unit.BYTES && suffix.length() == 1 ? "KMGTP".indexOf(suffix.toUpperCase(Locale.ROOT)) : -1;
        if (place >= 0) {
            return OptionalDouble.of(Math.pow(1024, place + 1));
        }
        return switch (unit == Unit.SECONDS ? suffix : "") {
            case "s" -> OptionalDouble.of(1);
            case "m" -> OptionalDouble.of(60);
            case "h" -> OptionalDouble.of(3600);
            case "d" -> OptionalDouble.of(86_400);
            default -> OptionalDouble.empty();
        };
    }

    /** A regular expression found anywhere, small letters like capitals; what is none is looked for as it stands. */
    private Predicate<String> found(String expression) {
        LogPattern pattern = LogPattern.search(expression);
        pattern.problem()
                .ifPresent(reason -> wrong("\"" + expression + "\" is no regular expression (" + reason
                        + "): it is looked for as it stands"));
        return pattern::accepts;
    }

    /** The letters of {@code word} in that order, with anything between them. */
    private Predicate<R> fuzzy(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return row ->
                fields.texts().apply(row).stream().anyMatch(text -> isInOrder(wanted, text.toLowerCase(Locale.ROOT)));
    }

    private static boolean isInOrder(String wanted, String text) {
        int at = -1;
        for (int i = 0; i < wanted.length(); i++) {
            at = text.indexOf(wanted.charAt(i), at + 1);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    private Predicate<Object> wrong(String what) {
        problem = problem.isPresent() ? problem : Optional.of(what);
        return ANY;
    }
}
