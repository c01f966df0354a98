package dev.cleat.tui.terminal;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Signals to and from this process. {@code sun.misc.Signal} is the JDK's only way (JEP 260 keeps it), reached by name
 * because the compiler warns of it in a way that cannot be switched off.
 */
public final class Signals {

    private Signals() {}

    /**
     * Stops this process as Ctrl-Z does in a cooked terminal; returns after it was continued, or after half a second when
     * nobody could continue it (a process group without a shell is not stopped, setpgid(2)).
     *
     * <p>{@code Signal.raise} refuses a signal without a handler of the JVM, and one with a handler would not stop us.
     */
    public static void stopThisProcess() {
        CountDownLatch continued = new CountDownLatch(1);
        Runnable giveBack = handle("CONT", continued::countDown);
        try {
            String self = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder("/bin/sh", "-c", "kill -s TSTP " + self).start().waitFor();
            continued.await(500, TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            // Without kill(1) there is no stopping; the console goes on.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            giveBack.run();
        }
    }

    /**
     * Runs {@code action} on a thread of the JVM when the signal comes, instead of what was done before.
     *
     * @return undoes it
     */
    public static Runnable handle(String name, Runnable action) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return method.getReturnType() == boolean.class ? proxy == arguments[0] : null;
                    });
            Object before = install(type, handlerType, name, handler);
            return () -> {
                try {
                    install(type, handlerType, name, before);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("cannot give SIG" + name + " back", e);
                }
            };
        } catch (ReflectiveOperationException e) {
            // The JVM was told to leave this signal alone (-Xrs): then so do we.
            return () -> {};
        }
    }

    private static Object install(Class<?> type, Class<?> handlerType, String name, Object handler)
            throws ReflectiveOperationException {
        try {
            Object signal = type.getConstructor(String.class).newInstance(name);
            return type.getMethod("handle", type, handlerType).invoke(null, signal, handler);
        } catch (InvocationTargetException e) {
            throw new ReflectiveOperationException(e.getCause());
        }
    }
}
