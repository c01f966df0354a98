package dev.cleat.tui.terminal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Signals to and from this process. {@code sun.misc.Signal} is the JDK's only way (JEP 260 keeps it), reached by name
 * because the compiler warns of it in a way that cannot be switched off.
 */
public final class Signals {

    private Signals() {}

    /** Sends this process a signal, {@code TSTP} say; returns after it was continued. */
    public static void raise(String name) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            type.getMethod("raise", type).invoke(null, type.getConstructor(String.class).newInstance(name));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot raise SIG" + name, e);
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
