package dev.cleat.engine.testing;

import dev.cleat.engine.definition.Network.Addresses;
import dev.cleat.engine.definition.Network.Interface;
import dev.cleat.engine.definition.Network.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** An interface of a definition, said in as few words as a test needs. */
public final class InterfaceBuilder {

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

    public static InterfaceBuilder veth() {
        return new InterfaceBuilder(Kind.VETH);
    }

    public static InterfaceBuilder of(Kind kind, String link) {
        return new InterfaceBuilder(kind).link(link);
    }

    public InterfaceBuilder link(String value) {
        link = Optional.of(value);
        return this;
    }

    public InterfaceBuilder name(String value) {
        name = value;
        return this;
    }

    public InterfaceBuilder down() {
        up = false;
        return this;
    }

    public InterfaceBuilder address(String value) {
        address = Optional.of(value);
        return this;
    }

    public InterfaceBuilder mtu(int value) {
        mtu = OptionalInt.of(value);
        return this;
    }

    public InterfaceBuilder mode(String value) {
        mode = Optional.of(value);
        return this;
    }

    public InterfaceBuilder isolation(String value) {
        isolation = Optional.of(value);
        return this;
    }

    public InterfaceBuilder pair(String value) {
        pair = Optional.of(value);
        return this;
    }

    public InterfaceBuilder vlan(int value, Integer... others) {
        vlan = OptionalInt.of(value);
        tagged = Set.of(others);
        return this;
    }

    public InterfaceBuilder routes(String... value) {
        routes = List.of(value);
        return this;
    }

    public InterfaceBuilder queues(int value) {
        queues = OptionalInt.of(value);
        return this;
    }

    public InterfaceBuilder ipv4(String gateway, String... addresses) {
        ipv4 = new Addresses(List.of(addresses), Optional.of(gateway).filter(text -> !text.isEmpty()));
        return this;
    }

    public InterfaceBuilder ipv6(String gateway, String... addresses) {
        ipv6 = new Addresses(List.of(addresses), Optional.of(gateway).filter(text -> !text.isEmpty()));
        return this;
    }

    public InterfaceBuilder l2proxy() {
        l2proxy = true;
        return this;
    }

    public InterfaceBuilder scripts(Path upScript, Path downScript) {
        scriptUp = Optional.of(upScript);
        scriptDown = Optional.of(downScript);
        return this;
    }

    public Interface build() {
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
