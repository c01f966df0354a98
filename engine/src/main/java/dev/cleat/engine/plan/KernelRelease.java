package dev.cleat.engine.plan;

/** The first two numbers of a kernel's release, as uname(2) gives it: {@code 6.1.0-18-amd64}. */
record KernelRelease(int major, int minor) implements Comparable<KernelRelease> {

    /** mount_setattr(2), which makes every mount what the plan says in one call. */
    static final KernelRelease OLDEST = new KernelRelease(5, 12);

    /** The first whose overlay file system takes commas in paths, through the new mount API. */
    static final KernelRelease NEW_OVERLAY = new KernelRelease(6, 5);

    static KernelRelease of(String release) {
        String[] parts = release.split("[^0-9]", 3);
        return new KernelRelease(number(parts, 0), number(parts, 1));
    }

    boolean isBefore(KernelRelease other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(KernelRelease other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }

    private static int number(String[] parts, int index) {
        boolean isNumber = parts.length > index && !parts[index].isEmpty() && parts[index].length() < 6;
        return isNumber ? Integer.parseInt(parts[index]) : 0;
    }
}
