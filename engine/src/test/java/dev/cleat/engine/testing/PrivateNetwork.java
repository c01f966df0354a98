package dev.cleat.engine.testing;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Runs each test of a class in a JVM of its own, in a network namespace of its own (unshare(1)): what it does to the
 * host's network it does to nobody's. Methods before and after a test run there too; a {@code @TempDir} field is the same
 * directory. Tests take no parameters.
 */
public final class PrivateNetwork implements InvocationInterceptor {

    private static final int ABORTED = 77;

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip();
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip();
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Exception {
        invocation.skip();
        Object test = context.getRequiredTestInstance();
        String directory = "";
        for (Field field : test.getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(TempDir.class)) {
                field.setAccessible(true);
                directory = field.get(test).toString();
            }
        }
        run(test.getClass().getName(), method.getExecutable().getName(), directory);
    }

    private static void run(String type, String method, String directory) throws IOException, InterruptedException {
        Path said = Files.createTempFile("private-network", ".txt");
        try {
            List<String> line = new ArrayList<>(List.of("unshare", "--net"));
            line.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xlog:disable",
                    "-cp",
                    EngineProgram.classPath(),
                    PrivateNetwork.class.getName(),
                    type,
                    method,
                    directory));
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            int status = process.waitFor();
            String text = Files.readString(said, StandardCharsets.UTF_8);
            if (status == ABORTED) {
                throw new TestAbortedException(text);
            }
            if (status != 0) {
                throw new AssertionError("in its own network:\n" + text);
            }
        } finally {
            Files.delete(said);
        }
    }

    /** {@code CLASS METHOD DIRECTORY}. */
    public static void main(String[] arguments) throws Exception {
        Class<?> type = Class.forName(arguments[0]);
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object test = constructor.newInstance();
        for (Field field : type.getDeclaredFields()) {
            if (field.isAnnotationPresent(TempDir.class)) {
                field.setAccessible(true);
                field.set(test, Path.of(arguments[2]));
            }
        }
        int status = 0;
        try {
            invokeAll(test, BeforeEach.class);
            invoke(test, type.getDeclaredMethod(arguments[1]));
        } catch (TestAbortedException e) {
            System.out.println(e.getMessage());
            status = ABORTED;
        } catch (Throwable e) {
            e.printStackTrace(System.out);
            status = 1;
        }
        try {
            invokeAll(test, AfterEach.class);
        } catch (Throwable e) {
            e.printStackTrace(System.out);
            status = 1;
        }
        System.exit(status);
    }

    private static void invokeAll(Object test, Class<? extends Annotation> annotation) throws Throwable {
        for (Method method : test.getClass().getDeclaredMethods()) {
            if (method.isAnnotationPresent(annotation)) {
                invoke(test, method);
            }
        }
    }

    private static void invoke(Object test, Method method) throws Throwable {
        method.setAccessible(true);
        try {
            method.invoke(test);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What a shell command prints, here; it must succeed. */
    public static String sh(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-ec", command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + ": " + said);
        }
        return said;
    }

    /** The interfaces of this namespace, without lo. */
    public static List<String> interfaces() throws IOException, InterruptedException {
        return interfaces("");
    }

    /** Those of process {@code pid}'s. */
    public static List<String> interfaces(long pid) throws IOException, InterruptedException {
        return interfaces("nsenter --net=/proc/" + pid + "/ns/net ");
    }

    private static List<String> interfaces(String prefix) throws IOException, InterruptedException {
        return Stream.of(sh(prefix + "ip -o link").split("\n"))
                .map(line -> line.split(": ")[1].replaceAll("@.*", ""))
                .filter(name -> !name.equals("lo"))
                .sorted()
                .toList();
    }

    /** What ip(8) prints in process {@code pid}'s namespace. */
    public static String ip(long pid, String... words) throws IOException, InterruptedException {
        return sh("nsenter --net=/proc/" + pid + "/ns/net ip " + String.join(" ", Arrays.asList(words)));
    }
}
