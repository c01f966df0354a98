package dev.cleat.engine.linux;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** The descriptors this process has open, as /proc/self/fd lists them. */
final class OpenDescriptors {

    private OpenDescriptors() {}

    /** Those numbered {@code lowest} and above; the listing's own may be among them. */
    static List<Integer> from(int lowest) {
        List<Integer> numbers = new ArrayList<>();
        String[] names = new File("/proc/self/fd").list();
        for (String name : names == null ? new String[0] : names) {
            int number = Integer.parseInt(name);
            if (number >= lowest) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
