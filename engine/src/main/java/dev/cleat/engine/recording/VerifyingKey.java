package dev.cleat.engine.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** What tells the signatures of one host from others: the public half of its key. */
final class VerifyingKey {

    private final PublicKey key;

    private VerifyingKey(PublicKey key) {
        this.key = key;
    }

    /** <b>Errors.</b> IOException when {@code file}, a public key or a private one, cannot be read or is neither. */
    static VerifyingKey read(Path file) throws IOException {
        byte[] text;
        try (var in = StoredFile.open(file)) {
            text = in.readNBytes(SigningKey.LARGEST);
        }
        PemFile pem = PemFile.of(text);
        try {
            return pem.label().equals("PUBLIC KEY")
                    ? new VerifyingKey(KeyFactory.getInstance(SigningKey.ALGORITHM)
                            .generatePublic(new X509EncodedKeySpec(pem.der())))
                    : SigningKey.parse(text).publicHalf();
        } catch (GeneralSecurityException e) {
            throw new IOException("it holds no Ed25519 key", e);
        }
    }

    /** The JDK computes the public half only while it makes a key, of 32 bytes of randomness: it is given ours as those. */
    static VerifyingKey ofSeed(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(SigningKey.ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
        return new VerifyingKey(generator.generateKeyPair().getPublic());
    }

    /** {@code SHA256:} and the hash of the key as X.509 encodes it, as ssh-keygen(1) tells its own. */
    String fingerprint() {
        MessageDigest digest = Sha256.newDigest();
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest.digest(key.getEncoded()));
    }

    /** False for what this key did not sign. */
    boolean holds(Ending.Seal seal, String statement) {
        try {
            Signature signature = Signature.getInstance(SigningKey.ALGORITHM);
            signature.initVerify(key);
            signature.update(statement.getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getDecoder().decode(seal.value()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Randomness that is known. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = Arrays.copyOf(bytes, bytes.length);
        }

        @Override
        public void nextBytes(byte[] into) {
            System.arraycopy(bytes, 0, into, 0, into.length);
        }
    }
}
