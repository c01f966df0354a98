package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.definition.Definition.Mount;
import dev.cleat.engine.definition.Node.Mapping;
import dev.cleat.engine.definition.Placed.At;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One entry of {@code mounts:}: a mount in keys of its own, a line as in fstab(5), or a file of such lines. */
final class MountType implements Type<List<Mount>> {

    static final String RAW_NAME = "raw";
    static final String FILE_NAME = "fstab";

    private static final Key<Optional<At<String>>> RAW = Key.required(
            RAW_NAME,
            new Maybe<>(new Placed<>(new ScalarType<>(
                    "a line as in fstab(5)",
                    (text, reading) -> Scalars.withoutControls(text.replace('\t', ' ')),
                    Shape.TEXT))),
            Optional.empty(),
            "one line as in fstab(5), stands alone; also takes optional, create=dir, create=file, relative, idmap=container");
    private static final Key<Optional<At<Path>>> FILE = Key.required(
            FILE_NAME,
            new Maybe<>(new Placed<>(Scalars.hostPath())),
            Optional.empty(),
            "a file of such lines, read with this one; stands alone");
    private static final Section<List<Mount>> RAW_ENTRY = new Section<>(List.of(RAW), Set.of(), MountType::ofLine);
    private static final Section<List<Mount>> FILE_ENTRY = new Section<>(List.of(FILE), Set.of(), MountType::ofFile);

    @Override
    public Optional<List<Mount>> read(Node node, String key, Reading reading) {
        return section(node).read(node, key, reading);
    }

    private static Section<List<Mount>> section(Node node) {
        if (node instanceof Mapping mapping && mapping.find(RAW_NAME).isPresent()) {
            return RAW_ENTRY;
        }
        return node instanceof Mapping mapping && mapping.find(FILE_NAME).isPresent() ? FILE_ENTRY : MountKeys.SECTION;
    }

    private static List<Mount> ofLine(Values values) {
        List<Mount> mounts = new ArrayList<>();
        values.get(RAW).ifPresent(line -> {
            String subject = values.path(RAW) + ": ";
            new FstabLine(
                            line.value(),
                            column -> line.place(),
                            subject,
                            values.reading().at(line.place()))
                    .mount()
                    .ifPresent(mounts::add);
        });
        return mounts;
    }

    private static List<Mount> ofFile(Values values) {
        List<Mount> mounts = new ArrayList<>();
        values.get(FILE).ifPresent(file -> {
            Reading reading = values.reading().at(file.place());
            String subject = values.path(FILE) + ": " + file.value() + ": ";
            DefinitionFile.read(file.value(), file.place(), subject, reading.files(), reading.problems())
                    .ifPresent(text -> mounts.addAll(ofText(text, file.value(), reading)));
        });
        return mounts;
    }

    private static List<Mount> ofText(String text, Path file, Reading reading) {
        List<Mount> mounts = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int number = i + 1;
            String line = lines.get(i);
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                new FstabLine(line, column -> new Place(file, number, column), "", reading)
                        .mount()
                        .ifPresent(mounts::add);
            }
        }
        return mounts;
    }

    @Override
    public void schema(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("anyOf");
        for (Section<?> section : List.of(MountKeys.SECTION, RAW_ENTRY, FILE_ENTRY)) {
            json.writeStartObject();
            section.schema(json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
