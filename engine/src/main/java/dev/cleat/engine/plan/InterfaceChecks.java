package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Network.Addresses;
import dev.cleat.engine.definition.Network.Interface;
import dev.cleat.engine.definition.Network.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether one interface can be made as it is defined. What passes here is handed to ip(8), so nothing passes that ip could
 * read as another word than it is meant.
 */
final class InterfaceChecks {

    /** IFNAMSIZ of linux/if.h is 16 with the zero. '%' would be a pattern to the kernel, '/' and ':' it refuses. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,14}");

    /** Directories of /proc/sys/net/ipv4/conf that are no interfaces, and words of ip(8) that stand for a name. */
    private static final List<String> RESERVED = List.of("all", "default", "lo");

    private static final Pattern HARDWARE_ADDRESS = Pattern.compile("([0-9a-fA-Fx]{2}:){5}[0-9a-fA-Fx]{2}");
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\\.){3}(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:]{2,39}(\\.[0-9.]{5,15})?");

    private static final Map<Kind, List<String>> MODES = Map.of(
            Kind.VETH, List.of("bridge", "router"),
            Kind.MACVLAN, List.of("private", "vepa", "bridge", "passthru"),
            Kind.IPVLAN, List.of("l2", "l3", "l3s"));
    private static final List<String> ISOLATIONS = List.of("bridge", "private", "vepa");
    private static final int HIGHEST_VLAN = 4094;
    private static final int SMALLEST_MTU = 68;
    private static final int LARGEST_MTU = 65_535;

    private final Interface wanted;
    private final String key;
    private final Reasons reasons;

    /** @param key of the definition, {@code network.interfaces[0]} */
    InterfaceChecks(Interface wanted, String key, Reasons reasons) {
        this.wanted = wanted;
        this.key = key;
        this.reasons = reasons;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches() && !RESERVED.contains(name);
    }

    void check() {
        wanted.link().ifPresent(name -> checkName("link", name));
        wanted.name().ifPresent(name -> checkName("name", name));
        wanted.pair().ifPresent(name -> checkName("veth.pair", name));
        wanted.hardwareAddress().ifPresent(this::checkHardwareAddress);
        wanted.mtu().ifPresent(mtu -> {
            if (mtu < SMALLEST_MTU || mtu > LARGEST_MTU) {
                cannot("mtu", mtu + " is not from " + SMALLEST_MTU + " to " + LARGEST_MTU);
            }
        });
        checkKind();
        checkAddresses("ipv4", wanted.ipv4(), IPV4, 32);
        checkAddresses("ipv6", wanted.ipv6(), IPV6, 128);
        wanted.routes().forEach(route -> checkNetwork("veth.routes", route));
        checkNeighbours();
    }

    private void checkKind() {
        boolean needsLink = switch (wanted.kind()) {
            case MACVLAN, IPVLAN, VLAN, PHYS -> true;
            case VETH, EMPTY -> false;
        };
        if (needsLink && wanted.link().isEmpty()) {
            cannot("link", "is missing: the host's interface that it hangs on");
        }
        wanted.mode()
                .filter(mode -> !MODES.getOrDefault(wanted.kind(), List.of()).contains(mode))
                .ifPresent(mode -> cannot(
                        wanted.kind().name().toLowerCase(Locale.ROOT) + ".mode",
                        "\"" + shown(mode) + "\" is none of "
                                + String.join(", ", MODES.getOrDefault(wanted.kind(), List.of()))));
        wanted.isolation()
                .filter(isolation -> !ISOLATIONS.contains(isolation))
                .ifPresent(isolation -> cannot(
                        "ipvlan.isolation",
                        "\"" + shown(isolation) + "\" is none of " + String.join(", ", ISOLATIONS)));
        wanted.vlanId().ifPresent(this::checkVlan);
        wanted.taggedVlans().forEach(this::checkVlan);
        if (wanted.kind() == Kind.VLAN && wanted.vlanId().isEmpty()) {
            cannot("vlan.id", "is missing");
        }
        boolean isOnBridge = wanted.link().isPresent() && !isRouter();
        if (wanted.kind() == Kind.VETH
                && !isOnBridge
                && (wanted.vlanId().isPresent() || !wanted.taggedVlans().isEmpty())) {
            cannot("veth.vlan", "only the port of a bridge has VLANs: set link");
        }
    }

    private void checkNeighbours() {
        if (!wanted.l2proxy()) {
            return;
        }
        boolean isRouted =
                isRouter() || wanted.kind() == Kind.IPVLAN && !wanted.mode().equals(Optional.of("l2"));
        if (!isRouted || wanted.link().isEmpty()) {
            cannot("l2proxy", "needs link, and veth.mode router or ipvlan.mode l3 or l3s");
        }
    }

    private boolean isRouter() {
        return wanted.kind() == Kind.VETH && wanted.mode().equals(Optional.of("router"));
    }

    private void checkName(String which, String name) {
        if (!isName(name)) {
            cannot(
                    which,
                    "\"" + shown(name) + "\" is no name for an interface: at most 15 of letters, digits, _ . + -,"
                            + " and not lo, all or default");
        }
    }

    private void checkHardwareAddress(String address) {
        if (!HARDWARE_ADDRESS.matcher(address).matches()) {
            cannot("hwaddr", "\"" + shown(address) + "\" is not six pairs of hex digits or x, as 02:00:xx:xx:xx:01");
        } else if ((Character.digit(address.charAt(1), 16) & 1) == 1 && address.charAt(1) != 'x') {
            cannot("hwaddr", address + " is an address of many: its second digit is odd");
        }
    }

    private void checkVlan(int id) {
        if (id < 1 || id > HIGHEST_VLAN) {
            cannot("vlan", id + " is not from 1 to " + HIGHEST_VLAN);
        }
    }

    private void checkAddresses(String family, Addresses addresses, Pattern syntax, int bits) {
        for (String address : addresses.addresses()) {
            String[] words = address.strip().split("\\s+");
            boolean isGood = words.length <= 2 && isNetwork(words[0], syntax, bits);
            boolean hasGoodBroadcast =
                    words.length < 2 || bits == 32 && syntax.matcher(words[1]).matches();
            if (!isGood || !hasGoodBroadcast) {
                cannot(
                        family + ".addresses",
                        "\"" + shown(address) + "\" is not ADDRESS/PREFIX"
                                + (bits == 32 ? " or ADDRESS/PREFIX BROADCAST" : ""));
            }
        }
        addresses.gateway().ifPresent(gateway -> {
            if (!List.of("auto", "dev").contains(gateway)
                    && !syntax.matcher(gateway).matches()) {
                cannot(family + ".gateway", "\"" + shown(gateway) + "\" is none of auto, dev and an address");
            }
            if (gateway.equals("auto") && wanted.link().isEmpty()) {
                cannot(family + ".gateway", "auto is the address of link, and there is no link");
            }
            if (!wanted.up()) {
                cannot(family + ".gateway", "an interface that is not up has none: set up: true");
            }
        });
    }

    private void checkNetwork(String which, String network) {
        if (!isNetwork(network, IPV4, 32) && !isNetwork(network, IPV6, 128)) {
            cannot(which, "\"" + shown(network) + "\" is not ADDRESS/PREFIX");
        }
    }

    private static boolean isNetwork(String text, Pattern syntax, int bits) {
        int slash = text.indexOf('/');
        String prefix = slash < 0 ? "0" : text.substring(slash + 1);
        return syntax.matcher(slash < 0 ? text : text.substring(0, slash)).matches()
                && prefix.matches("[0-9]{1,3}")
                && Integer.parseInt(prefix) <= bits;
    }

    private void cannot(String which, String reason) {
        reasons.cannot(key + "." + which + ": " + reason);
    }

    /** A hostile definition says nothing to a terminal. */
    private static String shown(String text) {
        return text.codePoints()
                .limit(60)
                .mapToObj(c -> c < ' ' || c >= 0x7f ? "\\u%04x".formatted(c) : Character.toString(c))
                .collect(Collectors.joining());
    }
}
