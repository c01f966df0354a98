package dev.cleat.tui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.FakeContainers;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterTest {

    @Test
    void it_looks_at_name_state_and_runtime() {
        assertThat(names("^api")).containsExactly("api-gateway");
        assertThat(names("frozen")).containsExactly("db-main");
        assertThat(names("DOCKER")).containsExactly("buildkit");
    }

    @Test
    void an_exclamation_mark_turns_it_round() {
        assertThat(names("!running")).containsExactly("db-main", "hello", "web-staging");
        assertThat(new Filter("!").isActive()).isFalse();
    }

    @Test
    void all_of_several_terms_have_to_hold() {
        assertThat(names("b running")).containsExactly("batch-7", "buildkit");
        assertThat(names("b running !docker")).containsExactly("batch-7");
        assertThat(names("!a !b")).containsExactly("日本語コンテナ");
    }

    @Test
    void an_expression_that_would_take_for_ever_hides_the_row() {
        ContainerSummary row = FakeContainers.mixed().get(0).named("a".repeat(60) + "b");
        assertThat(new Filter("(a+)+$").containers(FakeContainers.NOW)).rejects(row);
        assertThat(new Filter("(a|aa)*z").containers(FakeContainers.NOW)).rejects(row.named("a".repeat(12_000)));
    }

    @Test
    void quotes_hold_a_blank() {
        assertThat(names("\"web staging\"")).isEmpty();
        assertThat(names("\"web-staging\"")).containsExactly("web-staging");
    }

    @Test
    void a_field_is_looked_at_alone() {
        assertThat(names("name:cleat")).isEmpty();
        assertThat(names("state:run runtime:podman")).containsExactly("evilname");
        assertThat(names("STATE:froz")).containsExactly("db-main");
        assertThat(names("!state:run")).containsExactly("db-main", "hello", "web-staging");
    }

    @Test
    void figures_are_compared_with_numbers_and_their_units() {
        assertThat(names("cpu>50")).containsExactly("batch-7", "buildkit");
        assertThat(names("cpu>50%")).containsExactly("batch-7", "buildkit");
        assertThat(names("mem>=880M")).containsExactly("batch-7", "db-main");
        assertThat(names("mem<0.1g")).containsExactly("evilname", "日本語コンテナ");
        assertThat(names("mem%>90")).containsExactly("batch-7");
        assertThat(names("age<1h")).containsExactly("batch-7", "evilname");
        assertThat(names("pids=14")).containsExactly("api-gateway");
        assertThat(names("att>=1 !cpu>50")).containsExactly("api-gateway");
    }

    @Test
    void fuzzy_letters_stand_in_this_order() {
        assertThat(names("-f agy")).containsExactly("api-gateway");
        assertThat(names("-f yga")).isEmpty();
        assertThat(names("!-f gw")).hasSize(7);
        assertThat(names("-f !agy stopped")).containsExactly("hello", "web-staging");
    }

    @Test
    void what_is_wrong_is_told_and_hides_nothing() {
        assertThat(new Filter("a(").problem())
                .get()
                .asString()
                .contains("\"a(\" is no regular expression", "as it stands");
        assertThat(names("a(")).isEmpty();
        assertThat(new Filter("cpuu>5").problem()).contains("no figure is called cpuu (did you mean \"cpu\"?)");
        assertThat(new Filter("mem>big").problem()).contains("\"big\" is no number like 100M or 1.5G");
        assertThat(new Filter("cpu>").problem()).contains("cpu> wants a number");
        assertThat(new Filter("state>run").problem()).contains("state is a text: write state:run");
        assertThat(new Filter("cpu:5").problem()).contains("cpu is a number: write cpu>5, cpu<5 or cpu=5");
        assertThat(names("cpu> mem>big")).hasSize(8);
        assertThat(new Filter("web:80 state:run cpu>5").problem()).isEmpty();
        assertThat(new Filter("").problem()).isEmpty();
    }

    @Test
    void other_lists_have_fields_of_their_own() {
        assertThat(new Filter("type:net").problem(HostLists.NAMESPACES)).isEmpty();
        assertThat(new Filter("pids>2 path:cleat").problem(HostLists.CGROUPS)).isEmpty();
        assertThat(new Filter("valid:no").problem(HostLists.DEFINITIONS)).isEmpty();
        assertThat(new Filter("cpu>5").problem(HostLists.EVENTS)).contains("no figure is called cpu here");
    }

    private static List<String> names(String filter) {
        return FakeContainers.mixed().stream()
                .filter(new Filter(filter).containers(FakeContainers.NOW))
                .map(container -> container.name().replaceAll("\u001b\\[31m|\\p{Cf}|\\p{Cc}", ""))
                .toList();
    }
}
