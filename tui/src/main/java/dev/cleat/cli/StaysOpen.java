package dev.cleat.cli;

import dev.cleat.engine.api.Engine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** An engine that many verbs use one after the other: none of them closes it. */
final class StaysOpen {

    private StaysOpen() {}

    /** {@code engine} without its {@code close}. */
    static Engine of(Engine engine) {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(engine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
