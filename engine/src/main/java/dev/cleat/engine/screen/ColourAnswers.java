package dev.cleat.engine.screen;

import dev.cleat.engine.api.TerminalColours;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal says of its colours (ctlseqs.txt, OSC 4 and 10 to 12): letters, ground and cursor as they are shown, the 256
 * as xterm has them. A program can ask, and changes nothing.
 */
final class ColourAnswers {

    private static final Pattern QUESTION = Pattern.compile("\\](4|10|11|12);([0-9;?]*)(\u0007|\u001b\\\\)");

    private static final int GROUND = 11;
    private static final int CURSOR = 12;
    private static final int INDEXED = 256;

    private static final int[] NAMED = {
        0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00,
        0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff
    };
    private static final int CUBE_END = 232;
    private static final int[] STEPS = {0, 95, 135, 175, 215, 255};

    private ColourAnswers() {}

    /** @param question {@code ]11;?} and how it ends, which is how its answer ends; of anything else the answer is empty */
    static String of(String question, TerminalColours shown) {
        Matcher asked = QUESTION.matcher(question);
        if (!asked.matches()) {
            return "";
        }
        String[] operands = asked.group(2).split(";", -1);
        String end = asked.group(3);
        return asked.group(1).equals("4")
                ? indexed(operands, end)
                : dynamic(Integer.parseInt(asked.group(1)), operands, shown, end);
    }

    /** Pairs of a number and a question mark. */
    private static String indexed(String[] operands, String end) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i + 1 < operands.length; i += 2) {
            if (operands[i].matches("[0-9]{1,3}") && operands[i + 1].equals("?")) {
                int number = Integer.parseInt(operands[i]);
                all.append(number < INDEXED ? answer("4;" + number, colour(number), end) : "");
            }
        }
        return all.toString();
    }

    /** One after the other, from the first that is asked for on. */
    private static String dynamic(int first, String[] operands, TerminalColours shown, String end) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < operands.length && first + i <= CURSOR; i++) {
            if (operands[i].equals("?")) {
                int rgb = first + i == GROUND ? shown.background() : shown.foreground();
                all.append(answer(Integer.toString(first + i), rgb, end));
            }
        }
        return all.toString();
    }

    private static int colour(int number) {
        if (number < NAMED.length) {
            return NAMED[number];
        }
        if (number >= CUBE_END) {
            return (8 + 10 * (number - CUBE_END)) * 0x010101;
        }
        int place = number - NAMED.length;
        return STEPS[place / 36] << 16 | STEPS[place / 6 % 6] << 8 | STEPS[place % 6];
    }

    private static String answer(String what, int rgb, String end) {
        return String.format(
                "\u001b]%s;rgb:%2$02x%2$02x/%3$02x%3$02x/%4$02x%4$02x%5$s",
                what, rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, end);
    }
}
