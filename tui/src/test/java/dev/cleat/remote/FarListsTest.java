package dev.cleat.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.cli.output.ContainerJson;
import dev.cleat.cli.output.DetailJson;
import dev.cleat.cli.output.InsightJson;
import dev.cleat.cli.output.LifeJson;
import dev.cleat.cli.output.RecordingJson;
import dev.cleat.cli.output.SessionJson;
import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Drift;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.MountEntry;
import dev.cleat.engine.api.NamespaceMember;
import dev.cleat.engine.api.NetAddresses;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.FakeHost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a Cleat prints with --json, another one reads as it was. */
class FarListsTest {

    @FunctionalInterface
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static FarAnswer answer(Body body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeFieldName("json");
            body.write(json);
            json.writeEndObject();
        }
        Object json = new FarText(new ByteArrayInputStream(out.toByteArray()))
                .next()
                .fields()
                .get("json");
        return new FarAnswer(0, "", json, "", 0);
    }

    @Test
    void containers_come_as_they_were() throws Exception {
        List<ContainerSummary> containers = new FakeEngine(FakeContainers.mixed()).list();
        assertThat(FarLists.containers(answer(json -> ContainerJson.writeList(json, containers))))
                .isEqualTo(containers);
    }

    @Test
    void a_container_in_full_comes_as_it_was() throws Exception {
        ContainerDetail detail = new FakeEngine(FakeContainers.mixed()).inspect("batch-7");
        assertThat(FarDetails.detail(answer(json -> DetailJson.write(json, detail))))
                .isEqualTo(detail);
    }

    @Test
    void sessions_and_events_come_as_they_were() throws Exception {
        FakeEngine host = new FakeEngine(FakeContainers.mixed());
        List<SessionInfo> sessions = host.sessions();
        assertThat(FarLists.sessions(answer(json -> SessionJson.writeList(json, sessions))))
                .usingRecursiveComparison()
                .ignoringFields("idle")
                .isEqualTo(sessions);
        List<StateEvent> events = host.events();
        assertThat(FarLists.events(answer(json -> LifeJson.writeEvents(json, events))))
                .isEqualTo(events);
    }

    @Test
    void a_close_look_comes_as_it_was() throws Exception {
        Insight insight = new FakeEngine(FakeContainers.mixed()).insight();
        List<MountEntry> mounts = insight.mounts("web");
        assertThat(FarInsight.mounts(answer(json -> InsightJson.writeMounts(json, mounts))))
                .isEqualTo(mounts);
        CgroupDetail cgroup = insight.cgroupOf("web");
        assertThat(FarInsight.cgroup(answer(json -> InsightJson.writeCgroup(json, cgroup))))
                .isEqualTo(cgroup);
        Drift drift = insight.drift("web");
        assertThat(FarInsight.drift(answer(json -> InsightJson.writeDrift(json, drift))))
                .isEqualTo(drift);
        Map<String, Extra> extras =
                insight.extras(List.of(FakeContainers.stopped("web")), EnumSet.allOf(Extra.Part.class));
        assertThat(FarExtras.extras(answer(json -> InsightJson.writeExtras(json, extras))))
                .isEqualTo(extras);
        NetAddresses addresses = insight.addresses("web");
        assertThat(FarExtras.addresses(answer(json -> InsightJson.writeAddresses(json, addresses))))
                .isEqualTo(addresses);
        List<NamespaceMember> members = insight.members(FakeHost.namespaces().get(0));
        assertThat(FarInsight.members(answer(json -> InsightJson.writeMembers(json, members))))
                .isEqualTo(members);
    }

    @Test
    void recordings_come_as_they_were() throws Exception {
        List<RecordingInfo> recordings =
                new FakeEngine(FakeContainers.mixed()).recordings().list();
        assertThat(recordings).isNotEmpty();
        assertThat(FarExtras.recordings(answer(json -> RecordingJson.writeAll(json, recordings))))
                .isEqualTo(recordings);
    }

    /** What is copied is pasted into a shell. */
    @Test
    void an_address_is_one_or_it_is_refused() {
        for (String wrong : List.of("1.2.3.4;touch x", "$(id)", "-rf", "\\n", "")) {
            String json = "{\"interfaces\":[],\"ipv4\":[\"10.0.0.1\"],\"ipv6\":[\"" + wrong + "\"]}";
            assertThatThrownBy(() -> FarExtras.addresses(answer(out -> out.writeRawValue(json))))
                    .as(wrong)
                    .hasMessage("addresses: ipv6 holds something else than addresses");
        }
    }

    /** Each is drawn, sorted and searched once a second. */
    @Test
    void a_text_of_a_row_is_cut_and_a_file_is_not() throws Exception {
        String big = "L".repeat(1_000_000);
        String row = "{\"name\":\"a\",\"state\":\"running\",\"runtime\":\"lxc\",\"sessions\":0,\"cgroup\":\"" + big
                + "\",\"command\":[\"" + big + "\"],\"definitionText\":\"" + big + "\"}";
        ContainerDetail detail = FarDetails.detail(answer(json -> json.writeRawValue(row)));
        assertThat(detail.summary().cgroup().orElse("")).hasSize(4096);
        assertThat(detail.command().get(0)).hasSize(4096);
        assertThat(detail.definition().orElse("")).hasSize(1_000_000);
    }

    /** Some calculations with times end where a long does. */
    @Test
    void times_are_those_that_calendars_know() {
        for (String wrong : List.of(
                "\"started\":\"+999999999-12-31T23:59:59Z\"",
                "\"started\":\"-999999999-01-01T00:00:00Z\"",
                "\"durationSeconds\":900000000000000")) {
            String json =
                    "[{\"id\":\"1\",\"file\":\"/x\",\"state\":\"LIVE\",\"kind\":\"\",\"container\":\"\",\"user\":\"\","
                            + "\"host\":\"\",\"input\":\"off\"," + wrong + "}]";
            assertThatThrownBy(() -> FarExtras.recordings(answer(out -> out.writeRawValue(json))))
                    .as(wrong)
                    .isInstanceOf(StrangeAnswerException.class);
        }
    }

    @Test
    void a_recording_of_another_host_names_nothing_here() throws Exception {
        RecordingInfo info = new FakeEngine(FakeContainers.mixed())
                .recordings().list().stream()
                        .filter(one -> !one.id().isEmpty())
                        .findFirst()
                        .orElseThrow();
        RecordingInfo hosted = FarNames.hosted(info, "alpha");
        assertThat(hosted.file().toString()).isEqualTo("alpha:" + info.file());
        assertThat(hosted.file().isAbsolute()).isFalse();
        assertThat(hosted.id()).isEqualTo("alpha:" + info.id());
        assertThat(hosted.container()).isEqualTo("alpha:" + info.container());
    }

    @Test
    void a_host_that_tells_more_containers_than_there_can_be_is_refused() {
        String row = "{\"name\":\"a\",\"state\":\"running\",\"runtime\":\"lxc\",\"sessions\":0}";
        String all = "[" + row + ("," + row).repeat(10_000) + "]";
        assertThatThrownBy(() -> FarLists.containers(answer(json -> json.writeRawValue(all))))
                .hasMessage("it tells of 10001 containers");
    }

    @Test
    void a_cgroup_is_below_the_host_that_tells_of_it() {
        assertThatThrownBy(() ->
                        FarLists.cgroups(answer(json -> json.writeRawValue("[{\"path\":\"beta/x\",\"depth\":1}]"))))
                .hasMessage("cgroup: path is none");
    }

    @Test
    void a_host_cannot_speak_for_another_one_whatever_it_calls_what_it_has() {
        ContainerSummary container = FakeContainers.stopped("beta:web");
        HostedName name =
                HostedName.of(FarNames.hosted(container, "alpha").name()).orElseThrow();
        assertThat(name).isEqualTo(new HostedName("alpha", "beta:web"));
        SessionInfo session = FakeHost.sessions().get(0);
        assertThat(FarNames.hosted(session, "alpha").id()).isEqualTo("alpha:" + session.id());
        assertThat(FarNames.hosted(session, "localhost").id()).isEqualTo(session.id());
    }

    @Test
    void of_two_containers_with_one_name_the_first_counts() throws Exception {
        String row = "{\"name\":\"a\",\"state\":\"running\",\"runtime\":\"lxc\",\"sessions\":0}";
        List<ContainerSummary> containers =
                FarLists.containers(answer(json -> json.writeRawValue("[" + row + "," + row + "]")));
        assertThat(containers).hasSize(1);
    }

    @Test
    void something_else_than_containers_is_refused() {
        for (String wrong : List.of(
                "{}",
                "[1]",
                "[{}]",
                "[{\"name\":7}]",
                "[{\"name\":\"a\",\"state\":\"running\",\"runtime\":\"new\",\"sessions\":0}]",
                "[{\"name\":\"a\",\"state\":\"running\",\"runtime\":\"lxc\",\"sessions\":99999999999}]")) {
            assertThatThrownBy(() -> FarLists.containers(answer(json -> json.writeRawValue(wrong))))
                    .as(wrong)
                    .isInstanceOf(StrangeAnswerException.class);
        }
    }

    @Test
    void a_name_says_its_host_up_to_the_first_colon() {
        assertThat(HostedName.of("web:k8s:pod")).contains(new HostedName("web", "k8s:pod"));
        assertThat(HostedName.of("plain")).isEmpty();
    }

    @Test
    void only_names_of_other_hosts_are_elsewhere() {
        assertThat(HostedName.isElsewhere("web:api")).isTrue();
        assertThat(HostedName.isElsewhere("localhost:api")).isFalse();
        assertThat(HostedName.isElsewhere("api")).isFalse();
    }
}
