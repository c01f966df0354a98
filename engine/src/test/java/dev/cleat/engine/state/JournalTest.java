package dev.cleat.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.testing.Proves;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal of states, written by several and read by several. */
@Timeout(60)
class JournalTest {

    @TempDir
    Path folder;

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private Journal journal;

    @BeforeEach
    void a_journal() {
        journal = new Journal(folder, warnings::add);
    }

    private List<StateEvent> all() throws Exception {
        return journal.fromOldest().read();
    }

    /** As a keeper does: no library, one line. */
    private void keeperWrites(String line) throws Exception {
        Files.writeString(journal.file(), line, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
    }

    @Test
    @Proves("S12")
    void changes_are_read_in_order_each_with_its_number_and_its_reason() throws Exception {
        journal.append("web", ContainerState.STARTING, Optional.of("al"), Optional.empty());
        journal.append("web", ContainerState.RUNNING);
        keeperWrites("{\"time\":1700000000000,\"name\":\"web\",\"state\":\"STOPPING\"}\n");
        journal.append("web", ContainerState.STOPPED, Optional.empty(), Optional.of("two\nlines"));

        assertThat(all())
                .extracting(StateEvent::sequence, StateEvent::container, StateEvent::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, "web", ContainerState.STARTING),
                        org.assertj.core.groups.Tuple.tuple(2L, "web", ContainerState.RUNNING),
                        org.assertj.core.groups.Tuple.tuple(3L, "web", ContainerState.STOPPING),
                        org.assertj.core.groups.Tuple.tuple(4L, "web", ContainerState.STOPPED));
        assertThat(all().get(0).by()).hasValue("al");
        assertThat(all().get(3).reason()).hasValue("two lines");
        assertThat(warnings).isEmpty();
    }

    @Test
    void two_who_tell_the_same_change_make_one_event() throws Exception {
        journal.append("web", ContainerState.STARTING);
        journal.append("db", ContainerState.STARTING);
        journal.append("web", ContainerState.STOPPING, Optional.of("al"), Optional.empty());
        keeperWrites("{\"time\":1,\"name\":\"web\",\"state\":\"STOPPING\"}\n");
        journal.append("web", ContainerState.STOPPED);
        journal.append("web", ContainerState.STOPPED);
        journal.append("db", ContainerState.RUNNING);

        assertThat(all()).extracting(StateEvent::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(all()).extracting(StateEvent::container).containsExactly("web", "db", "web", "web", "db");
    }

    @Test
    void half_lines_wait_for_their_other_half_and_lines_that_are_none_are_skipped() throws Exception {
        journal.append("web", ContainerState.STARTING);
        JournalReader reader = journal.fromOldest();
        assertThat(reader.read()).hasSize(1);

        keeperWrites("{\"time\":5,\"name\":\"web\",");
        assertThat(reader.read()).isEmpty();
        keeperWrites("\"state\":\"RUNNING\"}\n");
        assertThat(reader.read()).extracting(StateEvent::state).containsExactly(ContainerState.RUNNING);

        keeperWrites("not json\n\n{\"time\":5,\"name\":\"web\",\"sta"); // killed here, on a full disk
        journal.append("web", ContainerState.STOPPING);
        assertThat(reader.read())
                .extracting(StateEvent::state, StateEvent::sequence)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(ContainerState.STOPPING, 3L));
    }

    @Test
    void a_journal_that_grew_for_ever_forgets_its_beginning_and_goes_on_counting() throws Exception {
        Journal small = new Journal(folder, 20_000, warnings::add);
        JournalReader follower = small.fromOldest();
        List<StateEvent> followed = new ArrayList<>();
        try (RandomAccessFile keeper = new RandomAccessFile(small.file().toFile(), "rw")) { // open since long
            for (int i = 1; i <= 1000; i++) {
                small.append("c" + i % 7, i % 14 < 7 ? ContainerState.STARTING : ContainerState.STOPPED);
                if (i % 100 == 0) {
                    followed.addAll(follower.read());
                    keeper.seek(keeper.length());
                    keeper.write(("{\"time\":1,\"name\":\"k\",\"state\":\"" + (i % 200 == 0 ? "STOPPED" : "RUNNING")
                                    + "\"}\n")
                            .getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        followed.addAll(follower.read());

        assertThat(followed).extracting(StateEvent::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(followed).filteredOn(event -> event.container().equals("k")).hasSize(10);
        List<StateEvent> remembered = small.fromOldest().read();
        assertThat(remembered).isEqualTo(followed.subList(followed.size() - remembered.size(), followed.size()));
        assertThat(remembered.size()).isBetween(50, 600);
        assertThat(warnings).isEmpty();
    }

    @Test
    void many_writers_lose_no_line() throws Exception {
        List<Thread> writers = new ArrayList<>();
        for (int w = 0; w < 4; w++) {
            String name = "w" + w;
            writers.add(new Thread(() -> {
                Journal own = new Journal(folder, 8_000, warnings::add);
                for (int i = 0; i < 200; i++) {
                    own.append(name, i % 2 == 0 ? ContainerState.STARTING : ContainerState.STOPPED);
                }
            }));
        }
        JournalReader follower = journal.fromOldest();
        writers.forEach(Thread::start);
        long last = 0;
        for (Thread writer : writers) {
            writer.join();
        }
        for (StateEvent event : follower.read()) {
            last = event.sequence();
        }

        assertThat(last).isEqualTo(800);
        assertThat(warnings).isEmpty();
    }

    @Test
    void where_nothing_was_ever_started_nothing_is_told() throws Exception {
        assertThat(new Journal(folder.resolve("missing"), warnings::add)
                        .fromOldest()
                        .read())
                .isEmpty();
    }
}
