package dev.cleat.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.HostReport;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Writes what {@code lint}, {@code plan} and {@code doctor} found as JSON. */
public final class ReportJson {

    private ReportJson() {}

    /** One object: name, sections with step, title and lines, notes. */
    public static void writePlan(JsonGenerator json, PlanDescription plan) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", plan.name());
        json.writeArrayFieldStart("sections");
        for (PlanDescription.Section section : plan.sections()) {
            json.writeStartObject();
            json.writeStringField("step", section.step());
            json.writeStringField("title", section.title());
            JsonDocument.writeTexts(json, "lines", section.lines());
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonDocument.writeTexts(json, "notes", plan.notes());
        json.writeEndObject();
    }

    /** An array of findings: subject, level (ok, missing, broken), found, cost, advice. */
    public static void writeFindings(JsonGenerator json, HostReport report) throws IOException {
        json.writeStartArray();
        for (HostReport.Finding finding : report.findings()) {
            json.writeStartObject();
            json.writeStringField("subject", finding.subject());
            json.writeStringField("level", finding.level().name().toLowerCase(Locale.ROOT));
            json.writeStringField("found", finding.found());
            JsonDocument.writeText(json, "cost", finding.cost().orElse(null));
            JsonDocument.writeText(json, "advice", finding.advice().orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** An array of problems: file, line and column (0 when the whole file or line is meant), message, suggestion. */
    public static void writeProblems(JsonGenerator json, List<Problem> problems) throws IOException {
        json.writeStartArray();
        for (Problem problem : problems) {
            json.writeStartObject();
            json.writeStringField("file", problem.file().toString());
            json.writeNumberField("line", problem.line());
            json.writeNumberField("column", problem.column());
            json.writeStringField("message", problem.message());
            JsonDocument.writeText(json, "suggestion", problem.suggestion().orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
