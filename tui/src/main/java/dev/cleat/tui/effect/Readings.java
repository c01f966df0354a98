package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.Removal;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.TabContent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what is shown, all but logs, and posts it; changes nothing. */
final class Readings {

    private final Engine engine;
    private final EarlyList lists;
    private final Consumer<Message> post;
    private final FileReading files = new FileReading();
    private final HostReading host;
    private final SheetReading sheets;

    Readings(Engine engine, EarlyList lists, ActionLog actions, Consumer<Message> post) {
        this.engine = engine;
        this.lists = lists;
        this.post = post;
        this.host = new HostReading(engine, actions);
        this.sheets = new SheetReading(engine);
    }

    /** Posts what was read, or why it could not be. */
    void read(Effect.Reading effect) {
        try {
            if (effect instanceof Effect.ListContainers) {
                list();
            } else if (effect instanceof Effect.ListDefinitions) {
                post.accept(new Message.DefinitionsListed(engine.definitions()));
            } else if (effect instanceof Effect.ReadExtras read) {
                post.accept(new Message.ExtrasRead(engine.insight().extras(read.containers(), read.wanted())));
            } else if (effect instanceof Effect.FindAddress find) {
                List<String> found =
                        engine.insight().addresses(find.container()).all();
                post.accept(new Message.AddressFound(find.container(), found));
            } else if (effect instanceof Effect.ReadRemovals read) {
                post.accept(removals(read.containers()));
            } else if (effect instanceof Effect.ReadDetail detail) {
                post.accept(detail(detail.container()));
            } else if (effect instanceof Effect.ReadTab tab) {
                post.accept(new Message.TabRead(tab.container(), tab.tab(), host.tab(tab)));
            } else if (effect instanceof Effect.ReadHost read) {
                post.accept(host.read(read.list()));
            } else if (effect instanceof Effect.ReadSheet sheet) {
                post.accept(new Message.SheetRead(sheet.of(), sheets.read(sheet.of())));
            } else if (effect instanceof Effect.ReadFile file) {
                post.accept(files.definition(file));
            }
        } catch (ContainerException e) {
            post.accept(unread(effect, Failure.of(e)));
        }
    }

    private void list() throws ContainerException {
        List<ContainerSummary> containers = lists.next();
        List<HostStatus> hosts = engine.hosts();
        if (!hosts.isEmpty()) {
            post.accept(new Message.HostsSeen(hosts));
        }
        post.accept(new Message.ContainersListed(containers));
    }

    /** Of those of another host, or of another runtime, nobody can tell. */
    private Message removals(List<String> containers) {
        Map<String, Removal> removals = new HashMap<>();
        for (String container : containers) {
            try {
                removals.put(container, engine.removal(container));
            } catch (ContainerException e) {
                // The question says then what goes with any container.
            }
        }
        return new Message.RemovalsRead(removals);
    }

    private Message detail(String container) throws ContainerException {
        ContainerDetail detail = engine.inspect(container);
        boolean ended = !detail.summary().state().isLive() && detail.summary().isOurs();
        return new Message.DetailRead(detail, ended ? end(container) : Optional.empty());
    }

    /** One that never ran has no end. */
    private Optional<EndReport> end(String container) {
        try {
            return Optional.of(engine.why(container));
        } catch (ContainerException e) {
            return Optional.empty();
        }
    }

    /** What is told when it could not be read. */
    static Message unread(Effect.Reading effect, Failure failure) {
        if (effect instanceof Effect.ReadDetail detail) {
            return new Message.ReadFailed(detail.container(), failure);
        }
        if (effect instanceof Effect.ReadLog log) {
            return new Message.ReadFailed(log.subject(), failure);
        }
        if (effect instanceof Effect.ReadTab tab) {
            return new Message.TabRead(tab.container(), tab.tab(), new TabContent.Unread(failure));
        }
        if (effect instanceof Effect.ReadHost host) {
            return new Message.ReadFailed(host.list().title(), failure);
        }
        if (effect instanceof Effect.ReadSheet sheet) {
            return new Message.ReadFailed(sheet.of().title(), failure);
        }
        if (effect instanceof Effect.FindAddress find) {
            return new Message.ActionFailed("Cannot find the address of " + find.container(), failure);
        }
        return new Message.ListFailed(failure);
    }
}
