package dev.cleat.engine.stage;

import dev.cleat.engine.linux.Fd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The descriptors a plan refers to, numbered 4, 5, ... in the stage without gaps. Owns none of them. */
final class PassedDescriptors {

    /** No descriptor, in the protocol. */
    static final long NONE = 0xffffffffL;

    private static final int FIRST = 4;

    private final List<Fd> descriptors = new ArrayList<>();

    /** The number that {@code fd} gets in the stage. */
    long pass(Fd fd) {
        descriptors.add(fd);
        return FIRST + descriptors.size() - 1L;
    }

    /** The same, or {@link #NONE}. */
    long pass(Optional<Fd> fd) {
        return fd.map(this::pass).orElse(NONE);
    }

    List<Fd> all() {
        return descriptors;
    }
}
