/**
 * The operator's terminal, the host's PTY pairs, and the relay between them.
 *
 * <p>Entry: {@link dev.cleat.engine.terminal.Relay}. It takes a {@link dev.cleat.engine.terminal.TtyTerminal}, a
 * {@link dev.cleat.engine.terminal.HostPty} or the socket of a container console, and plain descriptors, and moves bytes
 * until the command ends, the operator detaches, or the operator's terminal is gone. Knows nothing of containers,
 * recordings, screens.
 *
 * <p>The rules that everything here keeps: one thread per relay; nothing is read before poll(2) says so; only
 * descriptions that are ours alone are made non-blocking, for O_NONBLOCK of one that the shell shares would outlive us
 * (fcntl(2), F_SETFL); whatever cannot be written now waits in a bounded buffer and its source is not read meanwhile.
 */
package dev.cleat.engine.terminal;
