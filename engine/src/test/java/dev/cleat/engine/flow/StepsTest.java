package dev.cleat.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.api.StepProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {

    private enum Climb implements Step {
        PACK,
        WALK,
        REST;

        @Override
        public String title() {
            return "to " + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final List<StepProgress> heard = new ArrayList<>();
    private final Steps<Climb> steps = new Steps<>(Climb.class, "cannot climb", heard::add, (step, e) -> "take less");

    @Test
    void the_listener_hears_number_total_name_and_title() throws Exception {
        steps.run(Climb.WALK, () -> {});
        assertThat(heard).containsExactly(new StepProgress(2, 3, "WALK", "to walk"));
    }

    @Test
    void a_failure_names_subject_step_reason_and_advice() {
        assertThatThrownBy(() -> steps.run(Climb.WALK, () -> {
                    throw new IOException("/proc/8/uid_map: EPERM");
                }))
                .isInstanceOfSatisfying(
                        StepFailedException.class,
                        e -> assertThat(e.describe())
                                .isEqualTo("cannot climb: step 2/3, to walk: /proc/8/uid_map: EPERM; take less"));
    }

    @Test
    void a_failure_is_about_the_better_name_once_that_is_known() {
        steps.about("cannot climb K2");
        assertThatThrownBy(() -> steps.run(Climb.REST, () -> {
                    throw new IOException("no tent");
                }))
                .hasMessage("cannot climb K2: step 3/3, to rest: no tent");
    }

    @Test
    void what_a_step_refuses_on_purpose_is_passed_on_as_it_is() {
        assertThatThrownBy(() -> steps.run(Climb.PACK, () -> {
                    throw new BusyException("web is running", null);
                }))
                .isInstanceOf(BusyException.class)
                .hasMessage("web is running");
    }

    @Test
    void steps_out_of_order_are_a_programming_error() throws Exception {
        steps.run(Climb.WALK, () -> {});
        assertThatThrownBy(() -> steps.begin(Climb.PACK)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> steps.begin(Climb.WALK)).isInstanceOf(IllegalStateException.class);
    }
}
