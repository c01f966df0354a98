package dev.cleat.engine.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first key of a text as RFC 7468 has it.
 *
 * @param label as {@code PRIVATE KEY}
 * @param der what it holds
 */
record PemFile(String label, byte[] der) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]*KEY)-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    /** <b>Errors.</b> IOException when there is none. */
    static PemFile of(byte[] text) throws IOException {
        Matcher block = BLOCK.matcher(new String(text, StandardCharsets.ISO_8859_1));
        Optional<byte[]> der = block.find() ? decoded(block.group(2)) : Optional.empty();
        return new PemFile(
                der.map(any -> block.group(1)).orElse(""),
                der.orElseThrow(() -> new IOException("it holds no key in the form PEM")));
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
