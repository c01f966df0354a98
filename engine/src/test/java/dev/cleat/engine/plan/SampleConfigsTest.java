package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.PlanDescription.Section;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.flow.Step;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples are right, and what they mean on each kind of host is written down. */
class SampleConfigsTest {

    private static final Path SAMPLES = Path.of("..", "sample-configs");
    private static final Path GOLDEN = Path.of("src", "test", "resources", "dev", "cleat", "engine", "plan");
    private static final Map<String, HostFacts> HOSTS =
            Map.of("v1", Hosts.V1, "hybrid", Hosts.HYBRID, "v2", Hosts.V2, "user", Hosts.USER);

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_sample_is_valid_and_can_be_started_by_root_on_every_kind_of_host(Path file) throws Exception {
        Definition definition = new DefinitionReader(new LocalDefinitionFiles()).read(file);

        for (HostFacts host : List.of(Hosts.V1, Hosts.HYBRID, Hosts.V2)) {
            assertThat(planner().plan(definition, host).notes()).isEmpty();
        }
        assertThat(definition.name()).isEqualTo(file.getFileName().toString().replace(".yaml", ""));
        assertThat(definition.description().text()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_plan_tells_the_steps_of_a_start_by_their_titles_in_their_order(Path file) throws Exception {
        Definition definition = new DefinitionReader(new LocalDefinitionFiles()).read(file);

        List<Section> sections =
                planner().describe(planner().plan(definition, Hosts.V2)).sections();

        List<String> told = sections.stream().map(Section::step).toList();
        assertThat(sections)
                .extracting(Section::step, Section::title)
                .containsExactlyElementsOf(Stream.of(steps())
                        .filter(step -> told.contains(step.name()))
                        .map(step -> tuple(step.name(), step.title()))
                        .toList());
    }

    /** The flow's own, which its package shows to nobody. */
    private static Step[] steps() throws ClassNotFoundException {
        return (Step[]) Class.forName("dev.cleat.engine.start.StartStep").getEnumConstants();
    }

    @Test
    void there_are_samples() throws IOException {
        assertThat(samples()).extracting(Path::getFileName).contains(Path.of("hello.yaml"));
    }

    @ParameterizedTest
    @CsvSource({"hello, v1", "hello, hybrid", "hello, v2", "hello, user", "limits, v1", "limits, v2", "toolbox, v2"})
    void a_plan_is_as_it_was_written_down(String sample, String host) throws Exception {
        List<String> overrides = host.equals("user") ? List.of("namespaces.user=private") : List.of();
        Definition definition = new DefinitionReader(new LocalDefinitionFiles())
                .read(SAMPLES.resolve(sample + ".yaml"), java.util.Optional.empty(), overrides);

        String text = text(planner().describe(planner().plan(definition, HOSTS.get(host))));

        // After a change of planning: run this test with -Dplan.golden=write and read the difference.
        Path golden = GOLDEN.resolve(sample + "-" + host + ".txt");
        if ("write".equals(System.getProperty("plan.golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    private static StartPlanner planner() {
        return new StartPlanner(Hosts.PLACES, Hosts.files());
    }

    private static String text(PlanDescription plan) {
        StringBuilder text = new StringBuilder();
        for (Section section : plan.sections()) {
            text.append(section.title()).append('\n');
            section.lines().forEach(line -> text.append("  ").append(line).append('\n'));
        }
        plan.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }
}
