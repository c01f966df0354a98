package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.RecordingJson;
import dev.cleat.cli.output.RecordingText;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.SearchHit;
import dev.cleat.engine.api.UnknownContainerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code search}: finds a text in what recorded sessions showed and in what was typed. */
final class SearchVerb implements Verb {

    private static final String NAME = "search";

    private static final VerbSpec SPEC = new VerbSpec(
            NAME,
            "find a text that recorded sessions showed",
            new Operands("TEXT", 1, 1, false),
            false,
            List.of(
                    Option.value("--container", "NAME", "in sessions of this container"),
                    Option.value("--user", "NAME", "in sessions of this user"),
                    Option.value("--since", "TIME", "begun since; 2h, 2026-03-04, 2026-03-04T05:06:07Z"),
                    Option.flag("--json", "as one JSON array")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    /** 1 when nothing was found, as grep(1), and when not everything could be searched. */
    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        String text = call.arguments().operands().get(0);
        if (text.isBlank()) {
            throw new UsageException(NAME, "TEXT is empty");
        }
        RecordingFilter filter = RecordingFilter.of(NAME, call);
        List<SearchHit> hits = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        try (Engine engine = call.openEngine()) {
            engine.recordings().search(filter.query(text), hits::add, trouble -> {
                boolean removed = trouble instanceof UnknownContainerException; // by retention, most often
                (removed ? gone : unread).add(trouble.getMessage());
            });
        }
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> RecordingJson.writeHits(json, hits));
        } else if (!hits.isEmpty()) {
            call.out().print(RecordingText.hits(hits, call.here().coloursResults()));
        }
        unread.forEach(call.messages()::error);
        gone.forEach(call.messages()::error);
        return hits.isEmpty() || !unread.isEmpty() ? ExitStatus.FAILED : ExitStatus.DONE;
    }
}
