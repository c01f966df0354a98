package dev.cleat.engine.definition;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** CPU or memory node numbers as the kernel writes them, {@code 0-3,6} (cpuset(7), "List format"). */
final class CpuList {

    /** NR_CPUS of the largest configurations (arch/x86/Kconfig). */
    static final int MOST = 8192;

    private CpuList() {}

    static ScalarType<String> type() {
        return Scalars.matching(
                "a list (as 0-3,6)",
                "^[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*$",
                text -> numbers(text).isPresent());
    }

    /** Empty when it is no such list. */
    static Optional<Set<Integer>> numbers(String text) {
        Set<Integer> numbers = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            Optional<Long> first = Numbers.parse(dash < 0 ? part : part.substring(0, dash), 0, MOST);
            Optional<Long> last = dash < 0 ? first : Numbers.parse(part.substring(dash + 1), 0, MOST);
            if (first.isEmpty() || last.isEmpty() || first.get() > last.get()) {
                return Optional.empty();
            }
            for (int i = first.get().intValue(); i <= last.get(); i++) {
                numbers.add(i);
            }
        }
        return Optional.of(numbers);
    }
}
