package dev.cleat.engine.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cleat.engine.network.HostInterface.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The interfaces of one network namespace at one moment. */
final class InterfaceTable {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int RANDOM_LETTERS = 8;

    private final List<HostInterface> interfaces;
    private final Set<String> taken = new HashSet<>();

    private InterfaceTable(List<HostInterface> interfaces) {
        this.interfaces = List.copyOf(interfaces);
        interfaces.forEach(each -> taken.add(each.name()));
    }

    List<HostInterface> all() {
        return interfaces;
    }

    Optional<HostInterface> named(String name) {
        return interfaces.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    Optional<HostInterface> numbered(int index) {
        return interfaces.stream().filter(each -> each.index() == index).findFirst();
    }

    boolean isTaken(String name) {
        return taken.contains(name);
    }

    /** True when {@code name} was free; it is not any more. */
    boolean take(String name) {
        return taken.add(name);
    }

    /** A name that nobody has, {@code prefix} and some letters, at most 15 bytes in all. */
    String takeFree(String prefix) {
        while (true) {
            StringBuilder name = new StringBuilder(prefix);
            for (int i = 0; i < RANDOM_LETTERS; i++) {
                name.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
            }
            if (take(name.toString())) {
                return name.toString();
            }
        }
    }

    /** What {@code ip -json -details address show} prints: an array of objects; fields that are not used are skipped. */
    static InterfaceTable parse(String text) throws IOException {
        List<HostInterface> interfaces = new ArrayList<>();
        if (text.isBlank()) {
            return new InterfaceTable(interfaces);
        }
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> fields = new HashMap<>();
                List<Address> addresses = new ArrayList<>();
                readObject(json, fields, addresses);
                if (fields.containsKey("ifname")) {
                    interfaces.add(found(fields, addresses));
                }
            }
        }
        return new InterfaceTable(interfaces);
    }

    /** Scalars of this object and of those inside it, by their names, which do not repeat in what is used. */
    private static void readObject(JsonParser json, Map<String, String> fields, List<Address> addresses)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("addr_info") && value == JsonToken.START_ARRAY) {
                readAddresses(json, addresses);
            } else if (name.equals("linkinfo") || name.equals("info_data")) {
                readObject(json, fields, addresses);
            } else if (value.isScalarValue()) {
                fields.putIfAbsent(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
    }

    private static void readAddresses(JsonParser json, List<Address> addresses) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> fields = new HashMap<>();
            readObject(json, fields, new ArrayList<>());
            if (fields.containsKey("local")) {
                addresses.add(new Address(
                        fields.getOrDefault("family", ""), fields.get("local"), fields.getOrDefault("scope", "")));
            }
        }
    }

    private static HostInterface found(Map<String, String> fields, List<Address> addresses) {
        return new HostInterface(
                number(fields, "ifindex", 0),
                fields.get("ifname"),
                fields.getOrDefault("info_kind", ""),
                fields.getOrDefault("address", ""),
                fields.getOrDefault("permaddr", ""),
                number(fields, "mtu", 0),
                number(fields, "vlan_filtering", 0) == 1,
                number(fields, "vlan_default_pvid", 1),
                addresses);
    }

    private static int number(Map<String, String> fields, String name, int absent) {
        try {
            return Integer.parseInt(fields.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            return absent;
        }
    }
}
