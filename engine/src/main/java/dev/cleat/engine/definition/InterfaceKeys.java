package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Network.Addresses;
import dev.cleat.engine.definition.Network.Interface;
import dev.cleat.engine.definition.Network.Kind;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The keys of one entry of {@code network.interfaces:}. */
final class InterfaceKeys {

    /** What every IPv4 host must take (RFC 791), and the most of an IP packet. */
    private static final int SMALLEST_MTU = 68;

    private static final int LARGEST_MTU = 65_535;

    private static final Key<Kind> TYPE = Key.required(
            "type",
            Scalars.word(Map.of(
                    "veth", Kind.VETH,
                    "macvlan", Kind.MACVLAN,
                    "ipvlan", Kind.IPVLAN,
                    "vlan", Kind.VLAN,
                    "phys", Kind.PHYS,
                    "empty", Kind.EMPTY)),
            Kind.VETH,
            "veth (a pair), macvlan, ipvlan or vlan (on link), phys (link itself), empty (loopback only)");
    private static final Key<Optional<String>> LINK = Key.maybe(
            "link", Names.networkInterface(), "the host's interface it hangs on: a bridge, a parent, or itself");
    private static final Key<Optional<String>> NAME =
            Key.maybe("name", Names.networkInterface(), "inside; default: eth0, eth1, ...");
    private static final Key<Boolean> UP = Key.of("up", Scalars.flag(), true, "brought up at the start; default true");
    private static final Key<Optional<String>> HWADDR = Key.maybe(
            "hwaddr",
            new ScalarType<>(
                    "a hardware address (as 02:00:xx:xx:xx:01)",
                    (text, reading) -> hardwareAddress(text),
                    Shape.pattern("^([0-9a-fA-Fx]{2}:){5}[0-9a-fA-Fx]{2}$")),
            "hardware address; x stands for any hexadecimal digit");
    private static final Key<OptionalInt> MTU = Key.of(
            "mtu",
            Scalars.number(SMALLEST_MTU, LARGEST_MTU).map(number -> OptionalInt.of(number.intValue())),
            OptionalInt.empty(),
            "largest packet in bytes; default: as link's");
    private static final Key<Boolean> L2PROXY =
            Key.of("l2proxy", Scalars.flag(), false, "link answers for its addresses; ipvlan l3 and l3s, veth router");

    private static final Key<Addresses> IPV4 = addresses("ipv4", true);
    private static final Key<Addresses> IPV6 = addresses("ipv6", false);

    private static final Key<Optional<Path>> SCRIPT_UP =
            Key.maybe("up", Scalars.hostPath(), "run on the host when it was made");
    private static final Key<Optional<Path>> SCRIPT_DOWN =
            Key.maybe("down", Scalars.hostPath(), "run on the host before it is removed");
    private static final Key<Scripts> SCRIPTS = Key.of(
            "scripts",
            new Section<>(
                    List.of(SCRIPT_UP, SCRIPT_DOWN),
                    Set.of(),
                    values -> new Scripts(values.get(SCRIPT_UP), values.get(SCRIPT_DOWN))),
            new Scripts(Optional.empty(), Optional.empty()),
            "programs of the host");

    static final Section<Interface> SECTION = new Section<>(
            List.of(
                    TYPE,
                    LINK,
                    NAME,
                    UP,
                    HWADDR,
                    MTU,
                    LinkKindKeys.VETH,
                    LinkKindKeys.MACVLAN,
                    LinkKindKeys.IPVLAN,
                    LinkKindKeys.VLAN,
                    IPV4,
                    IPV6,
                    L2PROXY,
                    SCRIPTS),
            Set.of(),
            InterfaceKeys::made);

    private InterfaceKeys() {}

    private record Scripts(Optional<Path> up, Optional<Path> down) {}

    private static Interface made(Values values) {
        Kind kind = values.get(TYPE);
        if (values.isRight(TYPE)) {
            reportContradictions(values, kind);
        }
        LinkKindKeys.Part part = LinkKindKeys.of(values, kind);
        return new Interface(
                kind,
                values.get(LINK),
                values.get(NAME),
                values.get(UP),
                values.get(HWADDR),
                values.get(MTU),
                part.mode(),
                part.isolation(),
                part.pair(),
                part.vlanId(),
                part.taggedVlans(),
                part.routes(),
                part.rxQueues(),
                part.txQueues(),
                values.get(IPV4),
                values.get(IPV6),
                values.get(L2PROXY),
                values.get(SCRIPTS).up(),
                values.get(SCRIPTS).down());
    }

    private static void reportContradictions(Values values, Kind kind) {
        String word = kind.name().toLowerCase(Locale.ROOT);
        boolean needsLink = kind != Kind.VETH && kind != Kind.EMPTY;
        if (needsLink && !values.has(LINK)) {
            values.problem(TYPE, values.path(TYPE) + ": " + word + " needs a link, an interface of the host");
        }
        if (kind == Kind.EMPTY) {
            for (Key<?> key : List.of(LINK, NAME, HWADDR, MTU, IPV4, IPV6)) {
                if (values.has(key)) {
                    values.problem(key, values.path(key) + ": type empty is the loopback interface only");
                }
            }
        }
        if (kind == Kind.IPVLAN && values.has(HWADDR)) {
            values.problem(HWADDR, values.path(HWADDR) + ": an ipvlan has the hardware address of its link");
        }
        for (Key<Addresses> key : List.of(IPV4, IPV6)) {
            boolean isAuto = values.get(key).gateway().equals(Optional.of("auto"));
            if (isAuto && !values.has(LINK) && kind != Kind.EMPTY) {
                values.problem(key, values.path(key) + ".gateway: auto is the address of link, and there is no link");
            }
        }
    }

    private static Key<Addresses> addresses(String name, boolean isVersion4) {
        String example = isVersion4 ? "10.0.3.5/24" : "2001:db8::5/64";
        Key<List<String>> list = Key.of(
                "addresses",
                ListOf.of(Scalars.matching(
                        "an address with its prefix (as " + example + ")", "", text -> isAddress(text, isVersion4))),
                List.of(),
                "as " + example + (isVersion4 ? ", a broadcast address may follow" : ""));
        Key<Optional<String>> gateway = Key.maybe(
                "gateway",
                Scalars.matching(
                        "auto, dev or an address (as " + example.substring(0, example.indexOf('/')) + ")",
                        "",
                        text -> text.equals("auto")
                                || text.equals("dev")
                                || (isVersion4 ? InternetAddress.isVersion4(text) : InternetAddress.isVersion6(text))),
                "an address, auto (that of link) or dev (straight out of the interface)");
        return Key.of(
                name,
                new Section<>(
                        List.of(list, gateway),
                        Set.of(),
                        values -> new Addresses(values.get(list), values.get(gateway))),
                Addresses.NONE,
                "addresses and the way out");
    }

    private static boolean isAddress(String text, boolean isVersion4) {
        List<String> words = Arrays.asList(text.split(" ", -1));
        return words.size() <= (isVersion4 ? 2 : 1)
                && InternetAddress.isNetwork(words.get(0), isVersion4)
                && (words.size() == 1 || InternetAddress.isVersion4(words.get(1)));
    }

    private static String hardwareAddress(String text) throws WrongValue {
        if (!text.matches("([0-9a-fA-Fx]{2}:){5}[0-9a-fA-Fx]{2}")) {
            throw new WrongValue("is not a hardware address (as 02:00:xx:xx:xx:01)");
        }
        int second = Character.digit(text.charAt(1), 16);
        if (second >= 0 && second % 2 == 1) { // the group bit (IEEE 802); the kernel refuses it, too
            throw new WrongValue("is the address of a group: its second digit is odd");
        }
        return text;
    }
}
