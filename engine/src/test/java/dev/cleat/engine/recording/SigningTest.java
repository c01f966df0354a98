package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.VerifyReport;
import dev.cleat.engine.api.VerifyReport.Verdict;
import dev.cleat.engine.definition.FromConfig;
import dev.cleat.engine.definition.RecordingPolicy.Keeping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SigningTest {

    @TempDir
    Path directory;

    private Path key;
    private Path open;

    @BeforeEach
    void a_key_of_the_host() throws Exception {
        key = directory.resolve("host.key");
        open = directory.resolve("host.key.pub");
        make(key, open);
    }

    private static void make(Path key, Path open) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        write(key, "PRIVATE KEY", pair.getPrivate().getEncoded());
        write(open, "PUBLIC KEY", pair.getPublic().getEncoded());
    }

    private static void write(Path file, String label, byte[] der) throws Exception {
        Files.writeString(
                file,
                "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                        + "-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private RecordingRequest signed(Path by) {
        Keeping keeping = new Keeping(
                Optional.empty(), false, Optional.of(new FromConfig<>(by, "config.yaml:7:9")), Recorded.FOR_EVER);
        return Recorded.kept(Recorded.request(directory, Input.OFF), keeping);
    }

    private Recorded recorded() throws Exception {
        try (Recorded session = Recorded.of(signed(key))) {
            session.shows("hello").ends(0);
            assertThat(session.warnings).isEmpty();
            return session;
        }
    }

    private VerifyReport verify(Optional<Path> host, Optional<Path> wanted) throws Exception {
        return new RecordingStore(directory.resolve("index"), host)
                .verify(directory.resolve("web.cast").toString(), wanted);
    }

    @Test
    void the_end_is_signed_and_whoever_has_the_public_half_can_tell() throws Exception {
        Recorded session = recorded();
        assertThat(Files.readString(session.meta())).contains("\"signature\":{\"key\":\"SHA256:");

        for (Optional<Path> wanted : List.of(Optional.of(open), Optional.of(key), Optional.<Path>empty())) {
            VerifyReport report = verify(Optional.of(key), wanted);
            assertThat(report.text()).isEqualTo("intact, 2 records, signed");
            assertThat(report.verdict()).isEqualTo(Verdict.INTACT);
            assertThat(report.notes()).singleElement().asString().matches("the signature of SHA256:\\S+ holds");
        }
        assertThat(verify(Optional.empty(), Optional.empty()).notes())
                .singleElement()
                .asString()
                .contains("which was not checked: no key is known here");
    }

    @Test
    void who_may_not_read_the_key_uses_its_public_half_beside_it() throws Exception {
        recorded();
        Files.delete(key);
        assertThat(verify(Optional.of(key), Optional.empty()).text()).endsWith(", signed");
        Files.delete(open);
        assertThat(verify(Optional.of(key), Optional.empty()).notes())
                .singleElement()
                .asString()
                .contains("which was not checked: " + key);
    }

    /** All files fit each other again, but nobody can sign that without the key. */
    @Test
    void an_end_that_was_written_anew_is_found_out() throws Exception {
        Recorded session = recorded();
        Path other = Files.createDirectory(directory.resolve("other"));
        RecordingRequest any = Recorded.request(other, Input.OFF);
        try (Recorded forged = Recorded.of(any)) {
            forged.shows("nothing happened here").ends(0);
            String seal = Files.readString(session.meta()).replaceFirst(".*,(\"signature\":\\{[^}]*\\}),.*\\n", "$1");
            String meta = Files.readString(forged.meta()).replaceFirst("\"bytes_out\"", seal + ",\"bytes_out\"");
            Files.copy(forged.file, session.file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.copy(forged.audit(), session.audit(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(session.meta(), meta);
            Files.delete(directory.resolve("index/sessions.jsonl"));
        }
        VerifyReport report = verify(Optional.of(key), Optional.empty());
        assertThat(report.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(report.text()).startsWith("the signature in the meta file does not hold");
    }

    @Test
    void a_signature_of_somebody_else_and_none_at_all_prove_nothing() throws Exception {
        Path others = directory.resolve("others.key");
        make(others, directory.resolve("others.key.pub"));
        recorded();
        VerifyReport report = verify(Optional.of(others), Optional.empty());
        assertThat(report.verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(report.text()).isEqualTo("intact, 2 records, but signed with another key");

        Files.delete(directory.resolve("web.cast"));
        Files.delete(directory.resolve("web.cast.audit"));
        Files.delete(directory.resolve("index/sessions.jsonl"));
        Recorded.in(directory).ends(0);
        VerifyReport unsigned = verify(Optional.of(key), Optional.empty());
        assertThat(unsigned.verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(unsigned.text()).isEqualTo("intact, 1 records, but not signed");
        assertThat(unsigned.notes()).singleElement().asString().contains("recording.sign names " + key);
        assertThat(verify(Optional.empty(), Optional.of(open)).verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(verify(Optional.empty(), Optional.empty()).text()).isEqualTo("intact, 1 records");
    }

    @Test
    void without_the_key_nothing_begins() throws Exception {
        assertRefused(directory.resolve("none"), ": ENOENT (no such file or directory)");
        assertRefused(directory, "it is a directory");
        assertRefused(open, "it holds \"PUBLIC KEY\"");
        assertRefused(Files.writeString(secret("empty"), "x"), "it holds no key in the form PEM");
        Path rsa = secret("rsa");
        write(
                rsa,
                "PRIVATE KEY",
                KeyPairGenerator.getInstance("RSA")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded());
        assertRefused(rsa, "it holds no Ed25519 key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(key, "others may read or write it");
        Path fifo = directory.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor(9, TimeUnit.SECONDS))
                .isTrue();
        assertRefused(fifo, "it is a FIFO");
    }

    /** Who follows it must not lose the key that older recordings are signed with. */
    @Test
    void what_is_advised_about_a_key_that_is_there_leaves_it_as_it_is() throws Exception {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> Recorded.of(signed(key)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.advice()).hasValue("keep it from them: chmod 600 " + key));
    }

    /** Whoever may write all files can take the signature away, but not what the header says of it. */
    @Test
    void a_signature_that_was_taken_away_is_missed_even_where_no_key_is_known() throws Exception {
        Recorded session = recorded();
        Path index = directory.resolve("index/sessions.jsonl");
        for (Path file : List.of(session.meta(), index)) {
            Files.writeString(file, Files.readString(file).replaceAll(",\"signature\":\\{[^}]*\\}", ""));
        }
        assertThat(Files.readString(index)).doesNotContain("signature");

        for (Optional<Path> host : List.of(Optional.of(key), Optional.<Path>empty())) {
            VerifyReport report = verify(host, Optional.empty());
            assertThat(report.verdict()).isEqualTo(Verdict.DAMAGED);
            assertThat(report.text()).isEqualTo("intact, 2 records, but its signature is missing");
        }
    }

    private Path secret(String name) throws Exception {
        return Files.createFile(
                directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> Recorded.of(signed(file)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cannot sign recordings with " + file + " (config.yaml:7:9): ")
                .hasMessageContaining(why);
        assertThat(directory.resolve("web.cast")).doesNotExist();
    }

    @Test
    void what_is_verified_by_a_file_without_a_key_is_told_so() throws Exception {
        recorded();
        assertThatThrownBy(() -> verify(Optional.empty(), Optional.of(directory.resolve("web.cast"))))
                .isInstanceOf(HostLimitException.class)
                .hasMessageContaining("it holds no key in the form PEM");
    }
}
