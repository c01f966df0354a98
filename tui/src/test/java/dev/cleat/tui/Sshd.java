package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.testing.Awaiting;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** An sshd of our own on the loopback interface, with its own keys, and an ssh that knows it. Needs root and openssh-server. */
final class Sshd implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path folder;
    private final int port;
    private Process process;

    /** @param names hosts that all are this sshd */
    Sshd(Path folder, List<String> names) throws Exception {
        assumeTrue(Files.isExecutable(PROGRAM), "needs openssh-server");
        assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
        this.folder = Files.createDirectories(folder.resolve("sshd"));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        for (String key : List.of("host", "user")) {
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file(key));
        }
        Files.copy(this.folder.resolve("user.pub"), this.folder.resolve("authorized"));
        String hostKey = Files.readString(this.folder.resolve("host.pub"));
        Files.writeString(this.folder.resolve("known"), "[127.0.0.1]:" + port + " " + hostKey);
        Files.writeString(this.folder.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PermitRootLogin prohibit-password
                PasswordAuthentication no
                """.formatted(port, file("host"), file("authorized")));
        writeClient(names);
        start();
    }

    private void writeClient(List<String> names) throws Exception {
        String config = """
                Host %s
                  HostName 127.0.0.1
                  Port %d
                  User root
                  IdentityFile %s
                  IdentitiesOnly yes
                  UserKnownHostsFile %s
                """.formatted(String.join(" ", names), port, file("user"), file("known"));
        Files.writeString(folder.resolve("ssh_config"), config);
        Path ssh = Files.createDirectories(folder.resolve("bin")).resolve("ssh");
        Files.writeString(ssh, "#!/bin/sh\nexec /usr/bin/ssh -F " + file("ssh_config") + " \"$@\"\n");
        ssh.toFile().setExecutable(true);
    }

    /** Has ssh's configuration begin with this. */
    void configure(String text) throws Exception {
        Path config = folder.resolve("ssh_config");
        Files.writeString(config, text + Files.readString(config));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    /** A directory for the PATH: its ssh has the configuration of these hosts. */
    Path bin() {
        return folder.resolve("bin");
    }

    /** Starts it again after {@link #kill}. */
    void start() throws Exception {
        Files.createDirectories(Path.of("/run/sshd"));
        process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", file("sshd_config"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Awaiting.until(
                "sshd listens", () -> Files.readString(folder.resolve("log")).contains("Server listening"));
    }

    /** It and all its connections end at once, as if the host had been switched off. */
    void kill() throws Exception {
        List<ProcessHandle> connections = process.descendants().collect(Collectors.toList());
        process.destroyForcibly().waitFor();
        connections.forEach(ProcessHandle::destroyForcibly);
    }

    /** Processes that serve a console over it. */
    List<ProcessHandle> servers() {
        return process.descendants()
                .filter(child -> child.info().arguments().stream()
                        .flatMap(java.util.Arrays::stream)
                        .anyMatch("internal-serve"::equals))
                .filter(child ->
                        child.info().command().filter(c -> c.endsWith("/java")).isPresent())
                .toList();
    }

    /** Processes of ssh that have the configuration of these hosts. */
    List<ProcessHandle> clients() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(java.util.Arrays::stream)
                        .anyMatch(file("ssh_config")::equals))
                .toList();
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Override
    public void close() throws Exception {
        kill();
    }
}
