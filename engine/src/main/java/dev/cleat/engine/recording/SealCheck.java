package dev.cleat.engine.recording;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.VerifyReport;
import dev.cleat.engine.api.VerifyReport.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether what is intact was signed by whom it should be: who can write all files of a recording can make them fit each
 * other, but cannot sign them anew without the key.
 */
final class SealCheck {

    private final Optional<VerifyingKey> key;
    private final Optional<String> required;
    private final Optional<String> excuse;

    /** @param required why none is unsigned; empty: that is as it should be */
    private SealCheck(Optional<VerifyingKey> key, Optional<String> required, Optional<String> excuse) {
        this.key = key;
        this.required = required;
        this.excuse = excuse;
    }

    /** <b>Errors.</b> HostLimitException when {@code file} holds no key. */
    static SealCheck by(Path file) throws HostLimitException {
        try {
            return new SealCheck(
                    Optional.of(VerifyingKey.read(file)), Optional.of("--key asks for a signature"), Optional.empty());
        } catch (IOException e) {
            throw new HostLimitException("cannot verify by " + file + ": " + e.getMessage(), null, e);
        }
    }

    /** @param file the host's private key; who may not read it uses {@code FILE.pub} */
    static SealCheck of(Optional<Path> file) {
        if (file.isEmpty()) {
            return new SealCheck(Optional.empty(), Optional.empty(), Optional.empty());
        }
        Optional<String> required =
                Optional.of("all but those from before are signed here: recording.sign names " + file.get());
        Path open = file.get().resolveSibling(file.get().getFileName() + ".pub");
        try {
            return new SealCheck(Optional.of(VerifyingKey.read(file.get())), required, Optional.empty());
        } catch (IOException e) {
            try {
                return new SealCheck(Optional.of(VerifyingKey.read(open)), required, Optional.empty());
            } catch (IOException none) {
                return new SealCheck(Optional.empty(), required, Optional.of(file.get() + " cannot be read"));
            }
        }
    }

    /**
     * The same report with what the signatures say; only of one that came to its end there are any.
     *
     * @param signer whose signature the header promises
     */
    VerifyReport of(VerifyReport report, Witnesses witnesses, Optional<String> signer) {
        if (report.verdict() != Verdict.INTACT) {
            return report;
        }
        List<Witnesses.End> signed = witnesses.ends().stream()
                .filter(end -> end.signature().isPresent())
                .toList();
        if (signed.isEmpty()) {
            return unsigned(report, signer);
        }
        String by = signed.get(0).signature().get().key();
        if (key.isEmpty()) {
            return with(
                    report,
                    report.verdict(),
                    report.text(),
                    "signed by " + by + ", which was not checked: "
                            + excuse.orElse("no key is known here, --key FILE names one"));
        }
        for (Witnesses.End end : signed) {
            if (!end.signature().get().key().equals(key.get().fingerprint())) {
                return with(
                        report,
                        Verdict.UNPROVEN,
                        report.text() + ", but signed with another key",
                        end.who() + " has a signature by "
                                + end.signature().get().key() + ", the key here is "
                                + key.get().fingerprint());
            }
            if (!key.get().holds(end.signature().get(), Ending.statement(end.records(), end.sha256(), end.chain()))) {
                return new VerifyReport(
                        Verdict.DAMAGED,
                        "the signature in " + end.who() + " does not hold: who wrote this end had not the key",
                        report.records(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        report.notes());
            }
        }
        return with(report, report.verdict(), report.text() + ", signed", "the signature of " + by + " holds");
    }

    /** Where it is to be signed, one that is not proves nothing: who takes a signature away makes it look older. */
    private VerifyReport unsigned(VerifyReport report, Optional<String> signer) {
        if (signer.isPresent()) {
            return with(
                    report,
                    Verdict.DAMAGED,
                    report.text() + ", but its signature is missing",
                    "its header says that " + signer.get() + " signs its end");
        }
        return required.isEmpty()
                ? report
                : with(report, Verdict.UNPROVEN, report.text() + ", but not signed", required.get());
    }

    private static VerifyReport with(VerifyReport report, Verdict verdict, String text, String note) {
        List<String> notes = new ArrayList<>(report.notes());
        if (!note.isEmpty()) {
            notes.add(note);
        }
        return new VerifyReport(verdict, text, report.records(), report.record(), report.offset(), notes);
    }
}
