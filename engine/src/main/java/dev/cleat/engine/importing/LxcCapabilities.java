package dev.cleat.engine.importing;

import dev.cleat.engine.definition.Capability;
import dev.cleat.engine.importing.Tree.Keys;
import java.util.Locale;

/** {@code lxc.cap.drop} and {@code lxc.cap.keep}: without a word about them, LXC takes nothing away. */
final class LxcCapabilities {

    private static final String DROP = "lxc.cap.drop";
    private static final String KEEP = "lxc.cap.keep";
    private static final String NONE = "none";

    private LxcCapabilities() {}

    static boolean owns(String key) {
        return key.equals(DROP) || key.equals(KEEP);
    }

    static void convert(LxcConfig config, Keys definition) {
        Keys capabilities = definition.map("security").map("capabilities");
        boolean keepsNone = false;
        for (LxcLine line : config.lines(KEEP)) {
            for (String word : LxcText.words(line.value())) {
                if (word.equals(NONE)) { // what was kept before is forgotten
                    capabilities.entries().remove("keep");
                    capabilities.put("keep", NONE, line);
                    keepsNone = true;
                    continue;
                }
                if (keepsNone) {
                    capabilities.entries().remove("keep");
                    keepsNone = false;
                }
                LxcKeys.add(capabilities.list("keep"), name(word), line);
            }
        }
        for (LxcLine line : config.lines(DROP)) {
            if (!config.lines(KEEP).isEmpty()) {
                config.left(line, "what is not kept is dropped anyway; LXC refuses both together");
                continue;
            }
            LxcText.words(line.value()).forEach(word -> LxcKeys.add(capabilities.list("drop"), name(word), line));
        }
    }

    /** A number is as good as a name. */
    private static String name(String word) {
        Capability[] all = Capability.values();
        boolean isNumber = LxcText.isNumber(word) && Long.parseLong(word) < all.length;
        return isNumber ? all[Integer.parseInt(word)].name().toLowerCase(Locale.ROOT) : word;
    }
}
