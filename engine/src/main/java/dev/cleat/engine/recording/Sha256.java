package dev.cleat.engine.recording;

import dev.cleat.engine.linux.CryptoHash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** SHA-256 of what comes bit by bit, which can be asked on the way: by libcrypto, else by the JDK. Belongs to one thread. */
final class Sha256 implements AutoCloseable {

    private final Optional<CryptoHash> fast;
    private final MessageDigest digest;

    Sha256() {
        this(CryptoHash.open());
    }

    /** @param fast empty: by the JDK */
    Sha256(Optional<CryptoHash> fast) {
        this.fast = fast;
        this.digest = newDigest();
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    void add(byte[] bytes, int offset, int length) {
        if (fast.isPresent()) {
            fast.get().add(bytes, offset, length);
        } else {
            digest.update(bytes, offset, length);
        }
    }

    /** Of everything so far, which is forgotten. */
    byte[] take() {
        return fast.isPresent() ? fast.get().take() : digest.digest();
    }

    /** Of everything so far, in hexadecimal digits. */
    String soFar() {
        try {
            byte[] hash = fast.isPresent() ? fast.get().soFar() : ((MessageDigest) digest.clone()).digest();
            return HexFormat.of().formatHex(hash);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e); // the one of the JDK can be cloned
        }
    }

    @Override
    public void close() {
        fast.ifPresent(CryptoHash::close);
    }
}
