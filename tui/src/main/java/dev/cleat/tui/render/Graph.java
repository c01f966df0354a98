package dev.cleat.tui.render;

import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Series;
import java.util.ArrayList;
import java.util.List;

/** The last readings of one figure as bars, newest at the right edge. */
final class Graph {

    private Graph() {}

    /** One row of {@code width} cells; {@code full} is what fills a cell. */
    static String spark(Series series, int width, double full, Glyphs glyphs) {
        StringBuilder spark = new StringBuilder();
        for (int column = 0; column < width; column++) {
            int index = series.size() - width + column;
            spark.append(index < 0 || full <= 0 ? " " : glyphs.bar(series.get(index) / full));
        }
        return spark.toString();
    }

    /** {@code height} rows of {@code width} cells, from the top down; a row is coloured by how near to {@code allowed} it is. */
    static List<Line> area(Series series, int width, int height, double full, double allowed, Glyphs glyphs) {
        List<Line> lines = new ArrayList<>();
        for (int row = height - 1; row >= 0; row--) {
            StringBuilder bars = new StringBuilder();
            for (int column = 0; column < width; column++) {
                int index = series.size() - width + column;
                bars.append(index < 0 || full <= 0 ? " " : cell(series.get(index) / full, row, height, glyphs));
            }
            lines.add(Line.of(bars.toString(), role((row + 0.5) / height * full / allowed)));
        }
        return lines;
    }

    private static String cell(double share, int row, int height, Glyphs glyphs) {
        double part = share * height - row;
        // The lowest row shows a trace of anything there is; the higher ones only what reaches them.
        return row == 0 ? glyphs.bar(part) : part < 0.0625 ? " " : glyphs.bar(part);
    }

    private static Role role(double share) {
        if (share > 0.85) {
            return Role.GRAPH_HIGH;
        }
        return share > 0.6 ? Role.GRAPH_MIDDLE : Role.GRAPH_LOW;
    }
}
