package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.Progress;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.Recordings;
import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.SearchHit;
import dev.cleat.engine.api.SearchQuery;
import dev.cleat.engine.api.VerifyReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The recordings of several hosts: ids and files of other hosts have the host before them, {@code HOST:/FILE}, and name nothing
 * of this one.
 *
 * @param local of this host
 * @param others by name
 */
record HostsRecordings(Recordings local, Map<String, FarEngine> others) implements Recordings {

    /** Whose a recording is, and what it is called there. */
    private record Place(Recordings recordings, String name) {}

    private Place place(String name) {
        Optional<HostedName> hosted = HostedName.of(name).filter(of -> others.containsKey(of.host()));
        return hosted.isPresent()
                ? new Place(
                        others.get(hosted.get().host()).recordings(),
                        hosted.get().name())
                : new Place(local, name);
    }

    @Override
    public List<RecordingInfo> list() throws ContainerException {
        List<RecordingInfo> all = new ArrayList<>();
        Map<String, Supplier<List<RecordingInfo>>> asked = new LinkedHashMap<>();
        others.forEach((host, other) -> asked.put(host, other.told().recordings()));
        local.list().forEach(info -> all.add(here(info)));
        asked.forEach((host, told) -> told.get().forEach(info -> all.add(FarNames.hosted(info, host))));
        return all;
    }

    /** One that was made of an attach across the hop has the other host's name already. */
    private RecordingInfo here(RecordingInfo info) {
        boolean hasHost = info.container().isEmpty()
                || HostedName.of(info.container())
                        .filter(name -> others.containsKey(name.host()))
                        .isPresent();
        return hasHost ? info : info.of(FarNames.hosted(info.container(), HostAddress.HERE), info.id(), info.file());
    }

    @Override
    public RecordingInfo find(String name) throws ContainerException {
        Place place = place(name);
        return place.recordings().find(place.name());
    }

    @Override
    public VerifyReport verify(String name, Optional<Path> key) throws ContainerException {
        Place place = place(name);
        return place.recordings().verify(place.name(), key);
    }

    @Override
    public long writeBytes(String name, OutputStream out, Progress progress) throws ContainerException, IOException {
        Place place = place(name);
        return place.recordings().writeBytes(place.name(), out, progress);
    }

    @Override
    public long writeText(String name, OutputStream out, Progress progress) throws ContainerException, IOException {
        Place place = place(name);
        return place.recordings().writeText(place.name(), out, progress);
    }

    @Override
    public long writeV3(String name, OutputStream out) throws ContainerException, IOException {
        Place place = place(name);
        return place.recordings().writeV3(place.name(), out);
    }

    @Override
    public long exportScript(String name, Path to) throws ContainerException, IOException {
        Place place = place(name);
        return place.recordings().exportScript(place.name(), to);
    }

    @Override
    public void remove(String name) throws ContainerException {
        Place place = place(name);
        place.recordings().remove(place.name());
    }

    @Override
    public Replay replay(String name) throws ContainerException {
        Place place = place(name);
        return place.recordings().replay(place.name());
    }

    /** Those of this host. */
    @Override
    public void search(SearchQuery query, Consumer<SearchHit> hits, Consumer<ContainerException> unread)
            throws ContainerException {
        local.search(query, hits, unread);
    }
}
