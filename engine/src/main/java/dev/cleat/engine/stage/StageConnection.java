package dev.cleat.engine.stage;

import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PacketSocket;
import dev.cleat.engine.linux.Poll;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Our end of the socket pair to one stage: plan down, reports up. Belongs to one thread. */
final class StageConnection implements AutoCloseable {

    /** No step takes this long; a stage that does is stuck in the kernel (a dead NFS server, say). */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration LOOK_UP = Duration.ofMillis(200);

    private final Fd socket;
    private Duration patience = PATIENCE;
    private final Buffer buffer = new Buffer(8192);
    private final Poll poll = new Poll(1);

    StageConnection(Fd socket) {
        this.socket = socket;
    }

    void sendAll(List<Packet> plan) throws IOException {
        try {
            for (Packet packet : plan) {
                PacketSocket.send(socket, packet.bytes());
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EPIPE && e.errno() != Errno.ECONNRESET) {
                throw e;
            }
            // The stage has ended before it read this; its report, which is still to be read, tells why.
        }
    }

    /** Waits as much longer for each report: a step has programs to run that may take so long. */
    void waitLonger(Duration time) {
        patience = PATIENCE.plus(time);
    }

    /** Readable when there is a report. */
    Fd socket() {
        return socket;
    }

    void send(RecordType type) throws IOException {
        sendAll(List.of(Packet.of(type)));
    }

    /** One word, and descriptors with it. */
    void send(RecordType type, List<Fd> passed) throws IOException {
        try {
            PacketSocket.send(socket, Packet.of(type).bytes(), passed);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EPIPE && e.errno() != Errno.ECONNRESET) {
                throw e;
            }
        }
    }

    /** Waits for the next report. */
    Report receive() throws IOException {
        poll.watch(0, socket.number(), Poll.IN);
        long deadline = System.nanoTime() + patience.toNanos();
        do {
            poll.await(LOOK_UP);
            if (Thread.interrupted()) { // poll(2) itself does not hear of it
                throw new InterruptedIOException("interrupted");
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new IOException("the stage did not answer for " + patience.toSeconds() + " s");
            }
        } while (!poll.has(0, Poll.IN | Poll.HANG_UP | Poll.ERROR));
        int length = read();
        return length <= 0
                ? new Report.EndOfFile()
                : decode(ByteBuffer.wrap(buffer.bytes(length)).order(ByteOrder.nativeOrder()));
    }

    /** ECONNRESET only says that the stage left something of ours unread; the reports it sent before are still there. */
    private int read() throws ErrnoException {
        try {
            return socket.read(buffer);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ECONNRESET) {
                throw e;
            }
            return socket.read(buffer);
        }
    }

    private static Report decode(ByteBuffer packet) throws StageProtocolException {
        if (packet.remaining() < 8) {
            throw new StageProtocolException("record of " + packet.remaining() + " bytes");
        }
        RecordType type = RecordType.of(packet.getInt());
        int length = packet.getInt();
        if (length != packet.remaining()) {
            throw new StageProtocolException(type + " says " + length + " bytes and has " + packet.remaining());
        }
        try {
            return switch (type) {
                case READY -> new Report.Ready(packet.getInt());
                case CHILD -> new Report.Child(packet.getInt());
                case STEP -> new Report.Began(StageStep.of(packet.getInt()));
                case WAITING -> new Report.Waiting(packet.getInt());
                case EXEC -> new Report.Exec();
                case EXECUTED -> new Report.Executed();
                case ENDED -> new Report.Ended(packet.getInt());
                case FAILURE -> new Report.Failure(StageStep.of(packet.getInt()), packet.getInt(), text(packet));
                default -> throw new StageProtocolException("unexpected " + type);
            };
        } catch (java.nio.BufferUnderflowException e) {
            throw new StageProtocolException(type + " is too short");
        }
    }

    private static String text(ByteBuffer packet) throws StageProtocolException {
        int length = packet.getInt();
        if (length < 0 || length > packet.remaining()) {
            throw new StageProtocolException("text of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        packet.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        socket.close();
        buffer.close();
        poll.close();
    }
}
