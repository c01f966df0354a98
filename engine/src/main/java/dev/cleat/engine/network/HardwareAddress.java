package dev.cleat.engine.network;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Hardware addresses of interfaces that are made. */
final class HardwareAddress {

    /** Set: given by nobody who builds hardware; the bit beside it set: of many. */
    private static final int LOCAL = 2;

    private HardwareAddress() {}

    /** One that nothing else has. */
    static String random() {
        return fill("02:xx:xx:xx:xx:xx");
    }

    /**
     * For the host's side of a pair: a bridge takes the lowest address of its ports for its own, and must not change it
     * with each container.
     */
    static String high() {
        return fill("fe:xx:xx:xx:xx:xx");
    }

    /** {@code x} becomes a random digit, and the whole the address of one interface only. */
    static String fill(String template) {
        StringBuilder address = new StringBuilder(template.toLowerCase(Locale.ROOT));
        for (int i = 0; i < address.length(); i++) {
            if (address.charAt(i) == 'x') {
                int digit = ThreadLocalRandom.current().nextInt(16);
                address.setCharAt(i, Character.forDigit(i == 1 ? digit & 0xc | LOCAL : digit, 16));
            }
        }
        return address.toString();
    }
}
