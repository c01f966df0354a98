package dev.cleat.engine.network;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The addresses that begin as {@code address} does for {@code prefix} bits. */
record Subnet(byte[] address, int prefix) {

    /** @param text {@code ADDRESS/PREFIX}, what stands behind a blank does not count; without a prefix one address */
    static Subnet of(String text) {
        String[] parts = text.strip().split("\\s+")[0].split("/");
        byte[] address = bytes(parts[0]);
        return new Subnet(address, parts.length > 1 ? Integer.parseInt(parts[1]) : address.length * Byte.SIZE);
    }

    boolean contains(String other) {
        byte[] bytes = bytes(other);
        if (bytes.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((bytes[bit / Byte.SIZE] & mask) != (address[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Planning let nothing but addresses through, so nobody is asked for a name. */
    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + address, e);
        }
    }
}
