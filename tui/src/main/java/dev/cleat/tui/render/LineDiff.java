package dev.cleat.tui.render;

import java.util.ArrayList;
import java.util.List;

/** How one text becomes another: the longest lines in common stay, the others go or come. */
final class LineDiff {

    /** More lines than any definition or plan has; longer ones are compared as they stand. */
    private static final int MOST = 2000;

    /** One line of both: {@code ' '} stays, {@code '-'} goes, {@code '+'} comes. */
    record Change(char sign, String text) {}

    private LineDiff() {}

    static List<Change> of(List<String> before, List<String> after) {
        int head = 0;
        while (head < Math.min(before.size(), after.size()) && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before.size(), after.size()) - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Change> changes = new ArrayList<>();
        before.subList(0, head).forEach(line -> changes.add(new Change(' ', line)));
        middle(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail), changes);
        before.subList(before.size() - tail, before.size()).forEach(line -> changes.add(new Change(' ', line)));
        return changes;
    }

    private static void middle(List<String> before, List<String> after, List<Change> changes) {
        int[][] common = before.size() > MOST || after.size() > MOST ? new int[0][0] : common(before, after);
        int i = 0;
        int j = 0;
        while (common.length > 0 && i < before.size() && j < after.size()) {
            if (before.get(i).equals(after.get(j))) {
                changes.add(new Change(' ', before.get(i++)));
                j++;
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                changes.add(new Change('-', before.get(i++)));
            } else {
                changes.add(new Change('+', after.get(j++)));
            }
        }
        before.subList(i, before.size()).forEach(line -> changes.add(new Change('-', line)));
        after.subList(j, after.size()).forEach(line -> changes.add(new Change('+', line)));
    }

    /** Length of the longest common subsequence of what is behind each pair of places. */
    private static int[][] common(List<String> before, List<String> after) {
        int[][] length = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                length[i][j] = before.get(i).equals(after.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }
}
