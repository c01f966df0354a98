package dev.cleat.engine.cgroup;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps joins cheap while a flow gets ready to join. The first join after a while of silence waits for a grace period of the
 * kernel ({@link Membership}), which was half the time of a start: here it passes while the flow does something else.
 */
public final class Warmth implements AutoCloseable {

    /** The kernel falls back after about 20 ms. */
    private static final long EVERY_MILLIS = 10;

    /** A flow that has not joined after so many waits for something else. */
    private static final int AT_MOST = 200;

    private final Cgroups cgroups;
    private final CountDownLatch enough = new CountDownLatch(1);

    private Warmth(Cgroups cgroups) {
        this.cgroups = cgroups;
    }

    static Warmth of(Cgroups cgroups) {
        Warmth warmth = new Warmth(cgroups);
        Thread thread = new Thread(warmth::keep, "cgroup warmth");
        thread.setDaemon(true);
        thread.start();
        return warmth;
    }

    private void keep() {
        try {
            for (int i = 0; i < AT_MOST && cgroups.warmUp(); i++) {
                if (enough.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // The JVM ends: so does this thread.
            Thread.currentThread().interrupt();
        }
    }

    /** The flow has joined. Returns at once; a write that is under way comes to its end by itself. */
    public void end() {
        enough.countDown();
    }

    @Override
    public void close() {
        end();
    }
}
