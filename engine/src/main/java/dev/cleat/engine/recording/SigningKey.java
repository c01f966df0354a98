package dev.cleat.engine.recording;

import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.definition.FromConfig;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The private key of this host that signs how its recordings ended: Ed25519 (RFC 8032). */
final class SigningKey {

    static final String ALGORITHM = "Ed25519";
    static final int LARGEST = 1 << 14;
    private static final int FLAGS = Fd.O_RDONLY | Fd.O_NONBLOCK | Fd.O_NOCTTY;
    private static final int OTHERS = 077;
    private static final String ANOTHER = "name a key in recording.sign that is one, or leave it out";

    private final PrivateKey key;
    private final String fingerprint;

    private SigningKey(PrivateKey key) throws GeneralSecurityException {
        this.key = key;
        this.fingerprint = publicHalf().fingerprint();
    }

    /**
     * Reads a key's file, which nobody else may.
     *
     * @throws RefusedException when there is no such key: what is to be signed is not recorded without
     */
    static SigningKey read(FromConfig<Path> named) throws RefusedException {
        Path file = named.value();
        try (Fd fd = Fd.open(file, FLAGS, 0)) {
            check(named, fd.status());
            return parse(fd.readUpTo(LARGEST));
        } catch (ErrnoException e) {
            String advice = e.errno() == Errno.ENOENT
                    ? "make one: openssl genpkey -algorithm ed25519 -out " + file + " && chmod 600 " + file
                    : ANOTHER;
            throw refused(named, Errno.describe(e.errno()), advice);
        } catch (IOException e) {
            throw refused(named, e.getMessage(), ANOTHER);
        }
    }

    /** The advice leaves a file alone that is there: it may be the key of older recordings. */
    private static void check(FromConfig<Path> named, FileStatus file) throws RefusedException {
        Path path = named.value();
        if (!file.isRegular()) {
            throw refused(named, "it is " + file.kind(), ANOTHER);
        }
        if (file.uid() != 0 && file.uid() != Credentials.effectiveUid()) {
            throw refused(
                    named,
                    "it belongs to uid " + Integer.toUnsignedString(file.uid()),
                    "take it, if it is yours: chown " + Integer.toUnsignedString(Credentials.effectiveUid()) + " "
                            + path);
        }
        if ((file.mode() & OTHERS) != 0) {
            throw refused(named, "others may read or write it", "keep it from them: chmod 600 " + path);
        }
    }

    private static RefusedException refused(FromConfig<Path> named, String why, String advice) {
        return new RefusedException(
                "cannot sign recordings with " + named.value() + " (" + named.where() + "): " + why, advice);
    }

    /** <b>Errors.</b> IOException when it is another kind of key, or none. */
    static SigningKey parse(byte[] text) throws IOException {
        PemFile pem = PemFile.of(text);
        if (!pem.label().equals("PRIVATE KEY")) {
            throw new IOException("it holds \"" + pem.label() + "\", not \"PRIVATE KEY\" (PKCS #8, not encrypted)");
        }
        try {
            return new SigningKey(
                    KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pem.der())));
        } catch (GeneralSecurityException e) {
            throw new IOException("it holds no Ed25519 key", e);
        }
    }

    Ending.Seal sign(CastWriter.Written written) throws IOException {
        try {
            String statement = Ending.statement(written.records(), written.sha256(), written.chain());
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(statement.getBytes(StandardCharsets.US_ASCII));
            return new Ending.Seal(fingerprint, Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot sign: " + e.getMessage(), e);
        }
    }

    /** What tells this key's signatures from others. */
    String fingerprint() {
        return fingerprint;
    }

    VerifyingKey publicHalf() throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) key)
                .getBytes()
                .orElseThrow(() -> new GeneralSecurityException("the key does not tell its bytes"));
        return VerifyingKey.ofSeed(seed);
    }
}
