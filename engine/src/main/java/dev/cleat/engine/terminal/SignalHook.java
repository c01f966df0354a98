package dev.cleat.engine.terminal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Runs something on a thread of the JVM when a signal has come.
 *
 * <p>Uses sun.misc.Signal of module jdk.unsupported, the JVM's only way to hear SIGWINCH. It is reached by reflection
 * because javac warns of it in a way that no annotation silences, and warnings are errors here.
 */
public final class SignalHook implements AutoCloseable {

    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private final String name;
    private final Object previous;

    private SignalHook(String name, Object previous) {
        this.name = name;
        this.previous = previous;
    }

    /**
     * Starts to listen.
     *
     * @param name without SIG, as {@code WINCH}
     */
    public static SignalHook on(String name, Runnable action) {
        try {
            Class<?> handler = Class.forName(HANDLER);
            Object listener = Proxy.newProxyInstance(
                    SignalHook.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        action.run();
                        return null;
                    });
            return new SignalHook(name, handle(name, listener));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this Java has no module jdk.unsupported", e);
        }
    }

    private static Object handle(String name, Object listener) throws ClassNotFoundException {
        Class<?> signal = Class.forName(SIGNAL);
        try {
            Method handle = signal.getMethod("handle", signal, Class.forName(HANDLER));
            return handle.invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("SIG" + name, e);
        }
    }

    /** Whoever listened before listens again. */
    @Override
    public void close() {
        try {
            handle(name, previous);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
