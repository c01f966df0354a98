package dev.cleat.engine.stage;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Fd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the start flow took for a keeper. The keeper gets copies of the descriptors; the flow closes its own.
 *
 * @param lock held by the keeper as long as it lives
 * @param stateDirectory console.sock and exit.json are made in it
 * @param consoleLog opened for appending
 * @param consoleLogDirectory where it is rotated
 * @param payloadDirectory v2: the cgroup that clone3 puts init into
 * @param cgroupEnds done in order when init has ended
 * @param consoleSize first window size of the container console
 */
public record KeeperResources(
        Fd lock,
        Fd stateDirectory,
        Optional<Fd> consoleLog,
        Optional<Fd> consoleLogDirectory,
        Optional<Fd> payloadDirectory,
        List<Map.Entry<Path, CgroupEnd>> cgroupEnds,
        TerminalSize consoleSize) {}
