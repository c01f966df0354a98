package dev.cleat.engine.recording;

import dev.cleat.engine.api.VerifyReport;
import dev.cleat.engine.api.VerifyReport.Verdict;
import dev.cleat.engine.state.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Whether the meta file and the index tell of a session what the recording tells: neither the hash chain nor a signature
 * covers what they say of user, container, command, exit and length.
 */
final class ClaimCheck {

    /** Members of the header that are not there for every session, but would be shown. */
    private static final Set<String> OPTIONAL =
            Set.of("container_id", "loginuid", "sudo_user", "client_tty", "ssh", "reason");

    /** What the meta file and the index both tell of the end. */
    private static final List<String> ENDING =
            List.of("exit", "duration", "size", "lost", "records", "sha256", "chain", "end");

    private static final double MICROS = 1e6;

    private final ChainedFacts facts;

    private ClaimCheck(ChainedFacts facts) {
        this.facts = facts;
    }

    /** The same report, unless something is told otherwise. @param start how the index says that it began */
    static VerifyReport of(VerifyReport report, ChainedFacts facts, Optional<JsonTree> start, Witnesses witnesses) {
        ClaimCheck check = new ClaimCheck(facts);
        Optional<String> difference = check.difference(start, witnesses);
        return difference.isEmpty()
                ? check.withLoss(report, witnesses)
                : new VerifyReport(
                        Verdict.DAMAGED,
                        difference.get(),
                        report.records(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        report.notes());
    }

    /** What the disk did not take is missing in what is intact. */
    private VerifyReport withLoss(VerifyReport report, Witnesses witnesses) {
        long lost = witnesses.ends().stream().mapToLong(end -> lost(end.told())).reduce(facts.lost(), Math::max);
        if (lost == 0) {
            return report;
        }
        List<String> notes = new ArrayList<>(report.notes());
        notes.add(lost + " bytes of the session are missing");
        return new VerifyReport(
                report.verdict(), report.text(), report.records(), report.record(), report.offset(), notes);
    }

    private static long lost(JsonTree told) {
        return Long.parseLong(told.optionalText("lost")
                .filter(text -> text.matches("\\d{1,18}"))
                .orElse("0"));
    }

    private Optional<String> difference(Optional<JsonTree> start, Witnesses witnesses) {
        Optional<String> found = start.flatMap(told -> identity("the index", told));
        for (Witnesses.End end : witnesses.ends()) {
            found = found.or(() -> end.isMeta() ? identity(end.who(), end.told()) : Optional.empty())
                    .or(() -> ending(end.who(), end.told()));
        }
        return witnesses.ends().size() < 2
                ? found
                : found.or(() -> among(witnesses.ends().get(0), witnesses.ends().get(1)));
    }

    private Optional<String> identity(String who, JsonTree told) {
        JsonTree session = facts.session();
        Set<String> names = new LinkedHashSet<>(session.names());
        names.remove(CastHeader.SIGNER);
        names.remove(CastHeader.PIPED);
        names.addAll(OPTIONAL);
        return names.stream()
                .filter(name -> !session.hasSame(name, told))
                .findFirst()
                .map(name -> differs(name, told.shown(name), who, session.shown(name), "the header"));
    }

    private Optional<String> ending(String who, JsonTree told) {
        JsonTree exit = told.tree("exit");
        long lost = lost(told);
        if (lost < facts.lost()) {
            return Optional.of(differs("lost", "" + lost, who, "" + facts.lost(), "the recording"));
        }
        Optional<CastEvent> end = facts.end();
        if (end.isEmpty()) { // it found no space either
            return lost > 0 ? Optional.empty() : Optional.of(who + " tells of an end that the recording does not have");
        }
        String code = exit.optionalText("code").orElse("none");
        String chained = facts.exit().map(CastEvent::data).orElse("none");
        if (!code.equals(chained)) {
            return Optional.of(differs("exit.code", code, who, chained, "the recording"));
        }
        String reason = exit.optionalText("reason").orElse("none");
        if (facts.exit().isEmpty() ? !reason.equals(end.get().data()) : !RecordingEnd.Reason.hasStatus(reason)) {
            String word = facts.exit().isEmpty() ? end.get().data() : "an exit status";
            return Optional.of(differs("exit.reason", reason, who, word, "the recording"));
        }
        String duration = told.optionalText("duration").orElse("none");
        return isAt(duration, end.get().micros())
                ? Optional.empty()
                : Optional.of(differs(
                        "duration", duration, who, CastWriter.seconds(end.get().micros()), "the recording"));
    }

    private static boolean isAt(String seconds, long micros) {
        try {
            return Math.round(Double.parseDouble(seconds) * MICROS) == micros;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Optional<String> among(Witnesses.End one, Witnesses.End other) {
        return ENDING.stream()
                .filter(name -> !one.told().hasSame(name, other.told()))
                .findFirst()
                .map(name -> differs(
                        name, one.told().shown(name), one.who(), other.told().shown(name), other.who()));
    }

    private static String differs(String field, String told, String who, String chained, String witness) {
        return "the field " + field + " is " + told + " in " + who + ", and " + chained + " in " + witness;
    }
}
