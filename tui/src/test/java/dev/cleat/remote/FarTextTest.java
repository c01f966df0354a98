package dev.cleat.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What another host sends may be anything. */
class FarTextTest {

    private static FarText of(String text) throws IOException {
        return new FarText(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void answers_come_one_after_the_other_and_end_with_the_stream() throws IOException {
        FarText text = of("{\"id\":1,\"json\":[{\"a\":null,\"b\":[1,2.5,true]}]}\n{\"id\":2}\n");
        assertThat(text.next().fields())
                .containsEntry("id", 1L)
                .containsEntry("json", List.of(mapOf("a", null, "b", List.of(1L, 2.5, true))));
        assertThat(text.next().fields()).isEqualTo(Map.of("id", 2L));
        assertThat(text.next()).isNull();
    }

    private static Map<String, Object> mapOf(String a, Object first, String b, Object second) {
        Map<String, Object> map = new java.util.LinkedHashMap<>();
        map.put(a, first);
        map.put(b, second);
        return map;
    }

    @Test
    void what_is_no_answer_is_refused() {
        for (String wrong : List.of(
                "[1]",
                "7",
                "\"text\"",
                "{\"id\":1",
                "{\"id\":1,\"id\":2}",
                "{\"id\":999999999999999999999}",
                "{id:1}",
                "{\"a\":" + "[".repeat(100))) {
            assertThatThrownBy(() -> of(wrong).next()).as(wrong).isInstanceOf(IOException.class);
        }
    }

    @Test
    void an_answer_without_end_is_given_up_within_bounds() {
        InputStream endless = new InputStream() {
            private long given;

            @Override
            public int read() {
                given++;
                assertThat(given).isLessThan(FarText.LARGEST + (1 << 20));
                return given == 1 ? '[' : ' ';
            }
        };
        assertThatThrownBy(() -> new FarText(endless).next()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> of("{\"a\":[" + "0,".repeat(300_000) + "0]}").next())
                .hasMessageContaining("more than 160000 values");
    }

    @Test
    void a_field_of_another_type_than_it_has_to_be_is_told_by_name() {
        Fields fields = new Fields("container", Map.of("pid", "12", "name", "", "state", "LOST", "started", "now"));
        assertThatThrownBy(() -> fields.number("pid")).hasMessage("container: pid is no number");
        assertThatThrownBy(() -> fields.name("name")).hasMessage("container: name is no name");
        assertThatThrownBy(() -> fields.text("other")).hasMessage("container: other is missing");
        assertThatThrownBy(() -> fields.time("started")).hasMessage("container: started is no time");
        assertThatThrownBy(() -> fields.constant("state", dev.cleat.engine.api.ContainerState.class))
                .hasMessage("container: state is none that this version knows");
        assertThatThrownBy(() -> new Fields("container", Map.of("pid", -1L)).number("pid"))
                .hasMessage("container: pid is no number");
    }
}
