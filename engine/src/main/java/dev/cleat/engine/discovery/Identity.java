package dev.cleat.engine.discovery;

import dev.cleat.engine.api.Runtime;

/** Who a container is: its runtime, its id there, and the name people know it by. */
record Identity(Runtime runtime, String id, String name) {
    private static final int SHORT_ID = 12;

    /** One whose only name is its id. */
    static Identity of(Runtime runtime, String id) {
        return new Identity(runtime, id, id);
    }

    /** One with a long id of hexadecimal digits: people see the first twelve. */
    static Identity ofHash(Runtime runtime, String id) {
        return new Identity(runtime, id, id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id);
    }
}
