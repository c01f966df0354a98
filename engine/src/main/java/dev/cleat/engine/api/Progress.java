package dev.cleat.engine.api;

/** Is told how far something came that takes its time. What it throws ends that. */
@FunctionalInterface
public interface Progress {

    /** Nobody wants to know. */
    Progress NONE = (done, all) -> {};

    /**
     * Called often: must be quick.
     *
     * @param all above 0; of something that grows, as it was in the beginning
     */
    void at(long done, long all);
}
