package dev.cleat.tui.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.Pilot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole screens, cell by cell: text, then a letter for the style of each cell, then what the letters mean. {@code mvn test
 * -Dgolden.update=true} writes the files anew; each change of one is explained in its commit.
 */
class GoldenScreensTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final Path THEMES = FOLDER.resolve("themes");

    /** Enough for a graph to be seen. */
    private static final int READINGS = 31;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} {1}x{2} {3}")
    @MethodSource
    void a_screen_looks_as_before(Scene scene, int columns, int rows, String theme) throws Exception {
        compare(
                FOLDER.resolve(file(scene, columns, rows, theme)),
                painted(scene, columns, rows, theme).whole());
    }

    static Stream<Arguments> a_screen_looks_as_before() {
        List<Arguments> all = new ArrayList<>();
        for (Scene scene : Scenes.ALL) {
            all.add(Arguments.of(scene, 80, 24, "dark"));
            all.add(Arguments.of(scene, 80, 24, "mono"));
            all.add(Arguments.of(scene, 120, 40, "dark"));
            all.add(Arguments.of(scene, 40, 8, "mono"));
        }
        all.add(Arguments.of(Scenes.of("containers"), 20, 5, "mono"));
        all.add(Arguments.of(Scenes.of("kill"), 20, 5, "mono"));
        return all.stream();
    }

    /**
     * Light, and mono in the size that has no file of its own: the text is that of the dark screen, and the styles are in a
     * file for each screen.
     */
    @ParameterizedTest
    @MethodSource("scenes")
    void a_screen_looks_as_before_in_other_themes(Scene scene) throws Exception {
        StringBuilder all = new StringBuilder();
        for (String kind : List.of("80 24 light", "120 40 light", "120 40 mono")) {
            String[] words = kind.split(" ");
            int columns = Integer.parseInt(words[0]);
            int rows = Integer.parseInt(words[1]);
            PaintedScreen painted = painted(scene, columns, rows, words[2]);
            if (!Boolean.getBoolean("golden.update")) { // the other test may write it later
                assertThat(FOLDER.resolve(file(scene, columns, rows, "dark")))
                        .content()
                        .startsWith(painted.text() + "--- styles\n");
            }
            all.append("=== ").append(kind).append('\n').append(painted.shortStyles());
        }
        compare(THEMES.resolve(scene + ".txt"), all.toString());
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void ascii_needs_nothing_but_ascii(Scene scene) throws Exception {
        try (Pilot pilot = Pilot.on(scene.host(folder), 80, 24, true, true)) {
            String text = PaintedScreen.of(scene.reached(pilot), "mono", true).text();
            assertThat(text.chars().filter(c -> c > 0x7e)).isEmpty();
        }
    }

    static Stream<Scene> scenes() {
        return Scenes.ALL.stream();
    }

    @Test
    void no_file_is_left_of_a_screen_that_is_gone() throws Exception {
        Set<String> wanted = new TreeSet<>();
        a_screen_looks_as_before()
                .map(Arguments::get)
                .forEach(
                        words -> wanted.add(file((Scene) words[0], (int) words[1], (int) words[2], (String) words[3])));
        scenes().forEach(scene -> wanted.add("themes/" + scene + ".txt"));
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<String> found = files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString())
                    .toList();
            assertThat(wanted).containsAll(found);
        }
    }

    private static String file(Scene scene, int columns, int rows, String theme) {
        return scene + "-" + columns + "x" + rows + "-" + theme + ".txt";
    }

    private PaintedScreen painted(Scene scene, int columns, int rows, String theme) throws Exception {
        try (Pilot pilot = Pilot.on(scene.host(folder), columns, rows, false, false)) {
            Happenings.past(pilot, READINGS);
            return PaintedScreen.of(scene.reached(pilot), theme, false);
        }
    }

    private static void compare(Path file, String screen) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, screen);
        }
        assertThat(file).exists();
        assertThat(screen).isEqualTo(Files.readString(file));
    }
}
