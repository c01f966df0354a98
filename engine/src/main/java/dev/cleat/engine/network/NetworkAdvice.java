package dev.cleat.engine.network;

import java.util.List;

/** What an operator can do about an answer of the kernel. */
final class NetworkAdvice {

    private NetworkAdvice() {}

    /** A clause, or null. */
    static String of(IpCommand command, String answer) {
        if (answer.startsWith("Unknown device type") || answer.startsWith("Operation not supported")) {
            int type = command.words().indexOf("type");
            return type < 0 ? null : "this kernel has no " + command.words().get(type + 1) + " interfaces";
        }
        if (answer.startsWith("Operation not permitted")) {
            return "it takes CAP_NET_ADMIN over the host's network";
        }
        if (answer.startsWith("Device or resource busy")) {
            return "what it hangs on is a bridge's port, or is used in another way that excludes this one";
        }
        if (answer.contains("Nexthop has invalid gateway") || answer.startsWith("Network is unreachable")) {
            return "the gateway is in none of the interface's networks";
        }
        return null;
    }

    static NetworkException noLink(String name, String link, boolean bridge) {
        return new NetworkException(
                name + ": the host has no interface " + link,
                bridge
                        ? "make the bridge: ip link add " + link + " type bridge && ip link set " + link + " up"
                        : "'ip link' lists those it has");
    }

    static NetworkException noBridge(String name, HostInterface link) {
        return new NetworkException(
                name + ": " + link.name() + " is no bridge" + (link.kind().isEmpty() ? "" : ", but a " + link.kind()),
                "for an interface that is none set veth.mode: router, or type: macvlan");
    }

    static NetworkException filtersNoVlans(String name, String bridge) {
        return new NetworkException(
                name + ": bridge " + bridge + " does not tell VLANs apart",
                "ip link set " + bridge + " type bridge vlan_filtering 1");
    }

    static NetworkException isThere(String name, String pair) {
        return new NetworkException(
                name + ": the host has an interface " + pair + " already",
                "give veth.pair another name, or leave it away for a free one");
    }

    static NetworkException noAddress(String name, String link, String family) {
        return new NetworkException(
                name + ": " + family + ".gateway is auto, and " + link + " has no " + family + " address",
                "ip address add ADDRESS/PREFIX dev " + link + ", or give the gateway's address");
    }

    static NetworkException notForwarded(String name, List<String> settings) {
        return new NetworkException(
                name + ": l2proxy: packets are not passed on: " + String.join(", ", settings) + " not 1",
                "sysctl -w " + String.join("=1 ", settings) + "=1");
    }
}
