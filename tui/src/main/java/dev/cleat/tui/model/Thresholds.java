package dev.cleat.tui.model;

/** From how many percent on a figure is shown as a warning, and as critical. */
public record Thresholds(double cpuWarn, double cpuCritical, double memoryWarn, double memoryCritical) {

    public static final Thresholds DEFAULT = new Thresholds(70, 90, 80, 95);

    /** How much a figure needs attention. */
    public enum Level {
        NORMAL,
        WARN,
        CRITICAL
    }

    /** @param percent of what the container may use */
    public Level ofCpu(double percent) {
        return level(percent, cpuWarn, cpuCritical);
    }

    /** @param percent of the limit */
    public Level ofMemory(double percent) {
        return level(percent, memoryWarn, memoryCritical);
    }

    private static Level level(double percent, double warn, double critical) {
        if (percent >= critical) {
            return Level.CRITICAL;
        }
        return percent >= warn ? Level.WARN : Level.NORMAL;
    }
}
