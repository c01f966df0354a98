package dev.cleat.engine.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Who takes part: we, and the peers that are installed and work here. Knows what runs, so that nothing is left behind. */
final class Field implements AutoCloseable {

    private static final String TRIAL = "bench-trial";
    /** The kernel's idle time after which joining a cgroup costs a grace period, which is what a user pays. */
    private static final int IDLE_MILLIS = 50;

    private final Workshop workshop;
    private final Cleat cleat;
    private final List<Contestant> peers = new ArrayList<>();
    private final Map<Contestant, Set<String>> running = new ConcurrentHashMap<>();

    private Field(Workshop workshop) {
        this.workshop = workshop;
        this.cleat = new Cleat(workshop);
    }

    /** Tries every peer once; who cannot take part is noted with the reason. */
    static Field of(Workshop workshop, Report report) throws IOException {
        Field field = new Field(workshop);
        Map<String, Contestant> known = new LinkedHashMap<>();
        known.put("crun", Peer.oci("crun", workshop));
        known.put("lxc-start", Peer.lxc(workshop));
        known.put("runc", Peer.oci("runc", workshop));
        known.put("podman", Peer.podman(workshop));
        known.forEach((program, peer) -> {
            if (Program.find(program).isEmpty()) {
                report.note(peer.name() + " is not installed");
                return;
            }
            try {
                field.start(peer, TRIAL);
                field.kill(peer, TRIAL);
                field.peers.add(peer);
            } catch (IOException e) {
                report.note(
                        peer.name() + " does not work here: " + e.getMessage().strip());
            }
        });
        return field;
    }

    Workshop workshop() {
        return workshop;
    }

    Cleat cleat() {
        return cleat;
    }

    /** We first, then the peers of these names. */
    List<Contestant> with(String... names) {
        List<Contestant> all = new ArrayList<>(List.of(cleat));
        for (String name : names) {
            peers.stream().filter(peer -> peer.name().equals(name)).forEach(all::add);
        }
        return all;
    }

    /** Starts a container; returns the milliseconds. */
    double start(Contestant who, String container) throws IOException {
        double millis = millis(() -> who.start(container));
        running.computeIfAbsent(who, any -> ConcurrentHashMap.newKeySet()).add(container);
        return millis;
    }

    /** Kills a container; returns the milliseconds. */
    double kill(Contestant who, String container) throws IOException {
        double millis = millis(() -> who.kill(container));
        running.get(who).remove(container);
        return millis;
    }

    /** Kills whatever runs. */
    void killAll() {
        running.forEach((who, containers) -> new TreeSet<>(containers).forEach(container -> {
            try {
                kill(who, container);
            } catch (IOException e) {
                System.err.println("bench: " + who.name() + " left " + container + " behind: " + e.getMessage());
            }
        }));
    }

    /** Something to measure. */
    interface Work {
        void run() throws IOException;
    }

    /** How long it takes after a while of silence. */
    static double millis(Work work) throws IOException {
        try {
            Thread.sleep(IDLE_MILLIS);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        long before = System.nanoTime();
        work.run();
        return (System.nanoTime() - before) / 1e6;
    }

    @Override
    public void close() {
        killAll();
        cleat.close();
    }
}
