package dev.cleat.engine.network;

import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.network.SavedNetwork.Lent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Gives back what a container had of the host's network. The container may have renamed what it was lent, given it another
 * hardware address, or moved it further: its number is what it could not change.
 */
final class GivingBack {

    /** A name that the container gave may say anything but this. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}");

    private final SavedNetwork saved;
    private final Consumer<String> warnings;

    GivingBack(SavedNetwork saved, Consumer<String> warnings) {
        this.saved = saved;
        this.warnings = warnings;
    }

    /** @param namespace the container's network namespace, when it still is */
    void run(Optional<Path> namespace) throws IOException {
        if (namespace.isPresent() && !saved.lent().isEmpty()) {
            fetch(Iproute.in(namespace.get()));
        }
        Iproute here = Iproute.here();
        InterfaceTable host = here.interfaces();
        for (Lent lent : saved.lent()) {
            restore(here, host, lent);
        }
        remove(here, host);
    }

    /** Under a name that nobody has: its own may be taken meanwhile, and that is no reason to lose it. */
    private void fetch(Iproute inside) throws IOException {
        InterfaceTable table = inside.interfaces();
        for (Lent lent : saved.lent()) {
            Optional<HostInterface> found = table.numbered(lent.indexInside());
            if (found.isPresent()) {
                inside.ipExactly(
                        lent.name(),
                        List.of(
                                "link",
                                "set",
                                "dev",
                                shown(found.get(), table),
                                "netns",
                                Long.toString(Credentials.processId()),
                                "name",
                                fetched(lent)));
            }
        }
    }

    private static String fetched(Lent lent) {
        return "back" + lent.index();
    }

    /** if7 is number 7 to ip(8), unless somebody is called so. */
    private static String shown(HostInterface found, InterfaceTable table) throws NetworkException {
        String number = "if" + found.index();
        if (PLAIN.matcher(found.name()).matches()) {
            return found.name();
        }
        if (table.isTaken(number)) {
            throw new NetworkException("the interface of number " + found.index() + " hides its name", null);
        }
        return number;
    }

    private void restore(Iproute here, InterfaceTable host, Lent lent) throws IOException {
        Optional<HostInterface> back = find(host, lent);
        if (back.isEmpty()) {
            warnings.accept(lent.name() + " did not come back: it went with the container's network namespace");
            return;
        }
        HostInterface now = back.get();
        List<String> words = new ArrayList<>();
        if (!now.name().equals(lent.name())) {
            if (host.isTaken(lent.name())) {
                warnings.accept(lent.name() + " is called " + now.name() + " now: another has its name");
            } else {
                words.addAll(List.of("name", lent.name()));
            }
        }
        if (!now.address().equals(lent.address())) {
            words.addAll(List.of("address", lent.address()));
        }
        if (now.mtu() != lent.mtu()) {
            words.addAll(List.of("mtu", Integer.toString(lent.mtu())));
        }
        if (!words.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("link", "set", "dev", shown(now, host), "down"));
            command.addAll(words);
            here.ipExactly(lent.name(), command);
        }
    }

    /**
     * The same hardware, else the same number with the same address: numbers are given to others again. What never left
     * is found by both.
     */
    private static Optional<HostInterface> find(InterfaceTable host, Lent lent) {
        return first(host, now -> now.name().equals(fetched(lent)))
                .or(() -> first(
                        host,
                        now -> !lent.permanent().isEmpty()
                                && now.permanent().equals(lent.permanent())
                                && now.kind().isEmpty()))
                .or(() ->
                        first(host, now -> isNumber(now, lent) && now.address().equals(lent.address())))
                .or(() ->
                        first(host, now -> now.kind().isEmpty() && now.address().equals(lent.address())));
    }

    private static boolean isNumber(HostInterface now, Lent lent) {
        return now.index() == lent.index() || now.index() == lent.indexInside();
    }

    private static Optional<HostInterface> first(InterfaceTable host, Predicate<HostInterface> condition) {
        return host.all().stream().filter(condition).findFirst();
    }

    /** Only what is still what was made: a name may be another's by now. */
    private void remove(Iproute here, InterfaceTable host) throws IOException {
        List<IpCommand> commands = new ArrayList<>();
        saved.entries().forEach(words -> commands.add(new IpCommand("the host's tables", words)));
        saved.made().stream()
                .filter(made -> host.named(made.name())
                        .filter(now -> now.kind().equals(made.kind()))
                        .filter(now -> made.address().isEmpty() || now.address().equals(made.address()))
                        .isPresent())
                .forEach(made -> commands.add(IpCommand.of(made.name(), "link", "del", "dev", made.name())));
        for (IpCommand command : commands) {
            removeOne(here, command);
        }
    }

    /** The kernel may be removing it this moment, with the namespace that held its other side. */
    private void removeOne(Iproute here, IpCommand command) throws IOException {
        try {
            here.ip(List.of(command));
        } catch (NetworkException e) {
            boolean isInterface = command.words().get(0).equals("link");
            if (isInterface && here.interfaces().isTaken(command.about())) {
                throw e;
            }
        }
    }
}
