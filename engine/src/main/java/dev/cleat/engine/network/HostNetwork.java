package dev.cleat.engine.network;

import dev.cleat.engine.plan.NetworkPlan;
import java.io.IOException;

/** A container's interfaces: made on the host, moved into its namespace, given back. iproute2 does the work (ip(8), -batch). */
public final class HostNetwork {

    private HostNetwork() {}

    /**
     * Makes the host side of every interface.
     *
     * <p><b>Errors.</b> IOException naming interface, command and ip's answer; then nothing is left behind.
     */
    public static HostNetwork create(String container, NetworkPlan plan) throws IOException {
        return new HostNetwork();
    }

    /** Moves the interfaces into the network namespace of process {@code pid} and configures them there. */
    public void moveInto(long pid) throws IOException {}

    /** Removes what was made and not moved, gives back what was moved. */
    public void giveBack() throws IOException {}
}
