package dev.cleat.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.host.HostFacts.IdRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostProbeTest {
    @TempDir
    Path etc;

    @Test
    void the_facts_are_those_of_this_machine() throws IOException {
        HostFacts facts = new HostProbe(new Procfs()).facts();

        assertThat(facts.kernel()).isEqualTo(System.getProperty("os.version"));
        assertThat(facts.uid()).isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        assertThat(facts.namespaces()).contains(NamespaceType.MNT, NamespaceType.UTS);
        assertThat(facts.lastCapability()).isGreaterThanOrEqualTo(37);
        assertThat(facts.mounts()).extracting(HostFacts.HostMount::mountPoint).contains(Path.of("/"), Path.of("/proc"));
    }

    @Test
    void id_ranges_are_those_of_the_user_whose_name_passwd_gives() throws IOException {
        int uid = new HostProbe(new Procfs()).facts().uid();
        Files.writeString(etc.resolve("passwd"), "other:x:77:\nme:x:" + uid + ":0:::\n");
        Files.writeString(etc.resolve("subuid"), "me:100000:65536\nother:1:1\n");

        HostFacts facts = new HostProbe(new Procfs(), etc, List.of(etc)).facts();

        assertThat(facts.subUids()).containsExactly(new IdRange(100000, 65536));
        assertThat(facts.subGids()).isEmpty();
        assertThat(facts.hasNewIdMap()).isFalse();
    }
}
