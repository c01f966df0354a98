package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ScreenImage;
import dev.cleat.tui.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox();

    @Test
    void of_each_pane_only_what_it_shows_last_waits_however_long_nobody_takes_it() {
        for (int i = 0; i < 1000; i++) {
            inbox.add(shown(1, "first " + i));
            inbox.add(shown(2, "second " + i));
        }
        assertThat(taken()).containsExactly(shown(1, "first 999"), shown(2, "second 999"));
    }

    @Test
    void a_pane_that_ended_shows_its_last_before_it_says_so_and_is_shown_again_once_that_was_taken() {
        Message ended = new Message.PaneEnded(1, "ended with status 0");
        inbox.add(shown(1, "old"));
        inbox.add(shown(1, "last"));
        inbox.add(ended);
        assertThat(taken()).containsExactly(shown(1, "last"), ended);
        inbox.add(shown(1, "after"));
        assertThat(taken()).containsExactly(shown(1, "after"));
    }

    @Test
    void a_list_takes_the_place_of_the_one_before_and_what_was_done_is_told_each_time() {
        Message done = new Message.ContainerChanged("web has stopped");
        inbox.add(new Message.ContainersListed(FakeContainers.many(1)));
        inbox.add(done);
        inbox.add(new Message.ContainersListed(FakeContainers.many(2)));
        inbox.add(done);
        assertThat(taken()).containsExactly(new Message.ContainersListed(FakeContainers.many(2)), done, done);
    }

    @Test
    void what_waits_can_be_looked_for_without_being_taken() {
        inbox.add(new Message.Terminated(143));
        assertThat(inbox.has(Message.Terminated.class::isInstance)).isTrue();
        assertThat(inbox.has(Message.HungUp.class::isInstance)).isFalse();
        assertThat(inbox.isEmpty()).isFalse();
    }

    private List<Message> taken() {
        List<Message> all = new ArrayList<>();
        for (Message message = inbox.poll(); message != null; message = inbox.poll()) {
            all.add(message);
        }
        return all;
    }

    private static Message shown(int pane, String text) {
        return new Message.PaneShown(pane, new ScreenImage(80, List.of(), 0, 0, true), List.of(text), false, false);
    }
}
