package dev.cleat.engine.linux;

import com.sun.jna.Pointer;
import java.util.Optional;

/**
 * SHA-256 by libcrypto, with the instructions that this processor has for it. The JDK uses them in code of its second compiler
 * only, which we do not start: without, a session is recorded a tenth as fast. Belongs to one thread.
 */
public final class CryptoHash implements AutoCloseable {

    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    private static final int CHUNK = 1 << 16;
    private static final int DONE = 1;

    private final Pointer context;
    private final Pointer copy;
    private final Buffer buffer = new Buffer(CHUNK);
    private boolean isOpen = true;

    private CryptoHash(Pointer context, Pointer copy) {
        this.context = context;
        this.copy = copy;
    }

    /** Empty where libcrypto is not there, or does no SHA-256. */
    public static Optional<CryptoHash> open() {
        if (!CryptoLibrary.IS_THERE) {
            return Optional.empty();
        }
        CryptoHash hash = new CryptoHash(CryptoLibrary.EVP_MD_CTX_new(), CryptoLibrary.EVP_MD_CTX_new());
        if (CryptoLibrary.EVP_DigestInit_ex(hash.context, CryptoLibrary.EVP_sha256(), null) == DONE) {
            return Optional.of(hash);
        }
        hash.close();
        return Optional.empty();
    }

    /** Adds bytes. */
    public void add(byte[] bytes, int offset, int length) {
        for (int done = 0; done < length; done += CHUNK) {
            int count = Math.min(CHUNK, length - done);
            buffer.put(bytes, offset + done, count);
            check(CryptoLibrary.EVP_DigestUpdate(context, buffer.at(0), count));
        }
    }

    /** Of everything so far; more can be added. */
    public byte[] soFar() {
        check(CryptoLibrary.EVP_MD_CTX_copy_ex(copy, context));
        return end(copy);
    }

    /** Of everything so far, which is forgotten. */
    public byte[] take() {
        byte[] hash = end(context);
        check(CryptoLibrary.EVP_DigestInit_ex(context, CryptoLibrary.EVP_sha256(), null));
        return hash;
    }

    private byte[] end(Pointer ended) {
        check(CryptoLibrary.EVP_DigestFinal_ex(ended, buffer.at(0), null));
        return buffer.bytes(LENGTH);
    }

    private static void check(int answer) {
        if (answer != DONE) {
            throw new IllegalStateException("libcrypto does not hash"); // it has no other reason than memory
        }
    }

    @Override
    public void close() {
        if (isOpen) {
            isOpen = false;
            CryptoLibrary.EVP_MD_CTX_free(context);
            CryptoLibrary.EVP_MD_CTX_free(copy);
            buffer.close();
        }
    }
}
