package dev.cleat.engine.terminal;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;

/**
 * A container console behind its keeper's socket. The keeper sends {@code O} and output; it takes {@code I} and input,
 * {@code W} and rows and columns, {@code H} to send the history first, {@code R} to take no input from this client.
 */
final class ConsoleEnd implements FarEnd {

    private final KeeperSocket socket;
    private final boolean readOnly;

    /**
     * Takes the socket over.
     *
     * @param history whether to see first what the console showed lately
     * @param readOnly whether to watch only; keys are dropped
     */
    ConsoleEnd(Fd socket, boolean history, boolean readOnly) throws ErrnoException {
        this.socket = new KeeperSocket(socket);
        this.readOnly = readOnly;
        if (readOnly) {
            this.socket.say('R');
        }
        if (history) {
            askForHistory(socket);
        }
    }

    /** Asks the keeper to send what the console has shown, the oldest first, and what follows it. */
    static void askForHistory(Fd socket) throws ErrnoException {
        KeeperSocket.send(socket, new byte[] {'H'});
    }

    @Override
    public Fd fd() {
        return socket.fd();
    }

    @Override
    public int read(Transit screen) throws ErrnoException {
        byte[] packet = socket.receive();
        if (packet == null || packet.length == 0) {
            return packet == null ? -1 : 0;
        }
        if (packet[0] != 'O' || packet.length == 1) {
            return -1; // nothing to show
        }
        screen.add(packet, 1, packet.length - 1);
        return packet.length - 1;
    }

    @Override
    public boolean write(Transit keys) throws ErrnoException {
        if (readOnly) {
            keys.remove(keys.size());
            return true;
        }
        return socket.type(keys);
    }

    @Override
    public boolean resize(TerminalSize size) throws ErrnoException {
        return readOnly || socket.resize(size);
    }

    @Override
    public void commandEnded() {
        // The keeper closes the socket when it has sent everything.
    }

    @Override
    public void hangUp() {
        socket.fd().close();
    }
}
