package dev.cleat.engine.network;

import dev.cleat.engine.definition.Network.Addresses;
import dev.cleat.engine.definition.Network.Interface;
import dev.cleat.engine.definition.Network.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** An interface of a definition, said in as few words as a test needs. */
final class InterfaceBuilder {

    private final Kind kind;
    private Optional<String> link = Optional.empty();
    private String name = "eth0";
    private boolean up = true;
    private Optional<String> address = Optional.empty();
    private OptionalInt mtu = OptionalInt.empty();
    private Optional<String> mode = Optional.empty();
    private Optional<String> isolation = Optional.empty();
    private Optional<String> pair = Optional.empty();
    private OptionalInt vlan = OptionalInt.empty();
    private Set<Integer> tagged = Set.of();
    private List<String> routes = List.of();
    private OptionalInt queues = OptionalInt.empty();
    private Addresses ipv4 = Addresses.NONE;
    private Addresses ipv6 = Addresses.NONE;
    private boolean l2proxy;
    private Optional<Path> scriptUp = Optional.empty();
    private Optional<Path> scriptDown = Optional.empty();

    private InterfaceBuilder(Kind kind) {
        this.kind = kind;
    }

    static InterfaceBuilder veth() {
        return new InterfaceBuilder(Kind.VETH);
    }

    static InterfaceBuilder of(Kind kind, String link) {
        return new InterfaceBuilder(kind).link(link);
    }

    InterfaceBuilder link(String value) {
        link = Optional.of(value);
        return this;
    }

    InterfaceBuilder name(String value) {
        name = value;
        return this;
    }

    InterfaceBuilder down() {
        up = false;
        return this;
    }

    InterfaceBuilder address(String value) {
        address = Optional.of(value);
        return this;
    }

    InterfaceBuilder mtu(int value) {
        mtu = OptionalInt.of(value);
        return this;
    }

    InterfaceBuilder mode(String value) {
        mode = Optional.of(value);
        return this;
    }

    InterfaceBuilder isolation(String value) {
        isolation = Optional.of(value);
        return this;
    }

    InterfaceBuilder pair(String value) {
        pair = Optional.of(value);
        return this;
    }

    InterfaceBuilder vlan(int value, Integer... others) {
        vlan = OptionalInt.of(value);
        tagged = Set.of(others);
        return this;
    }

    InterfaceBuilder routes(String... value) {
        routes = List.of(value);
        return this;
    }

    InterfaceBuilder queues(int value) {
        queues = OptionalInt.of(value);
        return this;
    }

    InterfaceBuilder ipv4(String gateway, String... addresses) {
        ipv4 = new Addresses(List.of(addresses), Optional.of(gateway).filter(text -> !text.isEmpty()));
        return this;
    }

    InterfaceBuilder ipv6(String gateway, String... addresses) {
        ipv6 = new Addresses(List.of(addresses), Optional.of(gateway).filter(text -> !text.isEmpty()));
        return this;
    }

    InterfaceBuilder l2proxy() {
        l2proxy = true;
        return this;
    }

    InterfaceBuilder scripts(Path upScript, Path downScript) {
        scriptUp = Optional.of(upScript);
        scriptDown = Optional.of(downScript);
        return this;
    }

    Interface build() {
        return new Interface(
                kind,
                link,
                Optional.of(name),
                up,
                address,
                mtu,
                mode,
                isolation,
                pair,
                vlan,
                tagged,
                routes,
                queues,
                queues,
                ipv4,
                ipv6,
                l2proxy,
                scriptUp,
                scriptDown);
    }
}
