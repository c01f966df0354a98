package dev.cleat.engine.recording;

import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.state.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who says how a recording ended: its meta file, the index. */
record Witnesses(List<End> ends, boolean isInIndex) {

    private static final String META = "the meta file";

    /**
     * One of them.
     *
     * @param who says it
     * @param told all that it says
     */
    record End(String who, long records, String sha256, String chain, Optional<Ending.Seal> signature, JsonTree told) {

        /** It tells of the beginning as well. */
        boolean isMeta() {
            return who.equals(META);
        }
    }

    static Witnesses of(Path cast, Optional<JsonTree> indexed) throws IOException {
        List<End> ends = new ArrayList<>();
        Optional<JsonTree> meta = meta(cast);
        if (meta.isPresent()) {
            ends.add(end(META, meta.get()));
        }
        if (indexed.isPresent()) {
            ends.add(end("the index", indexed.get()));
        }
        return new Witnesses(ends, indexed.isPresent());
    }

    /** Something else in its place says nothing. */
    private static Optional<JsonTree> meta(Path cast) throws IOException {
        try {
            return Optional.of(MetaFile.read(cast));
        } catch (RegularFile.IrregularException e) {
            return Optional.empty();
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static End end(String who, JsonTree tree) throws IOException {
        return new End(
                who, tree.number("records"), tree.text("sha256"), tree.text("chain"), Ending.Seal.of(tree), tree);
    }

    boolean isEmpty() {
        return ends.isEmpty();
    }
}
