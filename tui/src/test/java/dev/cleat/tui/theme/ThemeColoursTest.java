package dev.cleat.tui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import dev.cleat.tui.model.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the eye needs of the themes that ship. Contrast as WCAG 2.2 computes it; colour blindness after Machado (2009). */
class ThemeColoursTest {

    private static final double[][] PROTANOPIA = {
        {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
    };
    private static final double[][] DEUTERANOPIA = {
        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
    };
    private static final double[][] TRITANOPIA = {
        {1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}
    };

    /** Lines and bars only have to be seen, WCAG asks 3 of them; a frame may be quieter than that. */
    private static final List<Role> SHAPES =
            List.of(Role.BORDER, Role.BORDER_FOCUS, Role.GRAPH_LOW, Role.GRAPH_MIDDLE, Role.GRAPH_HIGH);

    @ParameterizedTest
    @ValueSource(strings = {"dark", "light", "high-contrast", "deuteranopia", "tritanopia", "production"})
    void every_text_can_be_read(String name) throws Exception {
        Theme theme = theme(name);
        for (Role role : Role.values()) {
            boolean onBar = List.of(Role.HEADER, Role.BADGE_MODE).contains(role);
            Role ground = onBar ? Role.HEADER : role.key().startsWith("dialog") ? Role.DIALOG : Role.BODY;
            Style style = on(theme, ground, role);
            double least = SHAPES.contains(role) ? 1.5 : name.equals("high-contrast") ? 7 : 4.5;
            assertThat(contrast(style)).as(name + " " + role.key()).isGreaterThanOrEqualTo(least);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dark", "light", "high-contrast", "deuteranopia", "tritanopia", "production"})
    void every_text_can_be_read_in_a_dialog_and_in_the_header(String name) throws Exception {
        Theme theme = theme(name);
        for (Role role : List.of(Role.TITLE, Role.DIM, Role.HINT_KEY, Role.TABLE_MARK, Role.STATE_FAILED)) {
            assertThat(contrast(on(theme, Role.DIALOG, role)))
                    .as(name + " " + role)
                    .isGreaterThanOrEqualTo(4.5);
        }
        for (Role role : List.of(Role.HEADER, Role.TITLE, Role.BADGE_MODE, Role.TABLE_MARK)) {
            assertThat(contrast(on(theme, Role.HEADER, role)))
                    .as(name + " " + role)
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    private static Style on(Theme theme, Role ground, Role role) {
        return theme.style(Role.BODY).under(theme.style(ground)).under(theme.style(role));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dark", "light", "high-contrast", "deuteranopia", "tritanopia", "production"})
    void every_text_can_be_read_in_the_selected_row(String name) throws Exception {
        Theme theme = theme(name);
        for (Role role : List.of(Role.BODY, Role.TITLE, Role.STATE_RUNNING, Role.USAGE_WARN, Role.USAGE_CRITICAL)) {
            Style style = theme.style(Role.BODY).under(theme.style(role)).under(theme.style(Role.TABLE_CURSOR));
            assertThat(contrast(style)).as(name + " " + role.key()).isGreaterThanOrEqualTo(4.5);
        }
    }

    @ParameterizedTest
    @CsvSource({"deuteranopia, deuteranopia", "deuteranopia, protanopia", "tritanopia, tritanopia"})
    void good_warning_and_critical_differ_for_the_eyes_a_theme_is_for(String name, String eyes) throws Exception {
        Theme theme = theme(name);
        double[] ok = seen(theme, Role.STATE_RUNNING, eyes);
        double[] warn = seen(theme, Role.USAGE_WARN, eyes);
        double[] critical = seen(theme, Role.USAGE_CRITICAL, eyes);

        assertThat(distance(ok, warn)).isGreaterThan(30);
        assertThat(distance(ok, critical)).isGreaterThan(30);
        assertThat(distance(warn, critical)).isGreaterThan(20);
        assertThat(theme.style(Role.USAGE_CRITICAL).attributes()).contains(SGR.UNDERLINE);
    }

    private static Theme theme(String name) throws ThemeException {
        Path beside = Path.of("..", "themes");
        return new Themes(List.of(Files.isDirectory(beside) ? beside : Path.of("themes"))).load(name);
    }

    private static double contrast(Style style) {
        double one = luminance(style.foreground().orElseThrow());
        double other = luminance(style.background().orElseThrow());
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(TextColor color) {
        double[] rgb = linear(color);
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    }

    private static double[] linear(TextColor color) {
        return new double[] {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    /** CIE L*a*b* of a role's colour as those eyes see it. */
    private static double[] seen(Theme theme, Role role, String eyes) {
        double[][] matrix = switch (eyes) {
            case "protanopia" -> PROTANOPIA;
            case "deuteranopia" -> DEUTERANOPIA;
            default -> TRITANOPIA;
        };
        double[] rgb = linear(theme.style(role).foreground().orElseThrow());
        double[] dimmed = new double[3];
        for (int i = 0; i < 3; i++) {
            double sum = matrix[i][0] * rgb[0] + matrix[i][1] * rgb[1] + matrix[i][2] * rgb[2];
            dimmed[i] = Math.max(0, Math.min(1, sum));
        }
        return lab(dimmed);
    }

    private static double[] lab(double[] rgb) {
        double x = curve((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047);
        double y = curve(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
        double z = curve((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double curve(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }
}
