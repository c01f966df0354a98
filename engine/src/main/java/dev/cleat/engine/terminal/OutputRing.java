package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.Buffer;

/** What a session has shown lately, where no keeper remembers it; memory is taken when there is something to remember. */
final class OutputRing implements ShownLately {

    private static final int SIZE = 256 << 10; // some screens full of colours

    private byte[] ring = new byte[0];
    private long total;

    @Override
    public void output(Buffer bytes, int offset, int length) {
        if (ring.length == 0) {
            ring = new byte[SIZE];
        }
        int from = offset + Math.max(0, length - SIZE);
        total += from - offset;
        for (int end = offset + length; from < end; ) {
            int at = (int) (total % SIZE);
            int part = Math.min(SIZE - at, end - from);
            bytes.get(from, ring, at, part);
            from += part;
            total += part;
        }
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public byte[] last(long most) {
        byte[] last = new byte[(int) Math.min(most, Math.min(total, ring.length))];
        for (int done = 0; done < last.length; ) {
            int at = (int) ((total - last.length + done) % SIZE);
            int part = Math.min(SIZE - at, last.length - done);
            System.arraycopy(ring, at, last, done, part);
            done += part;
        }
        return last;
    }
}
