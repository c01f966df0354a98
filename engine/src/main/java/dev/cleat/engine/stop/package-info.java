/**
 * How a life ends. The stop flow: halt signal, wait, kill, until nothing is left; entry
 * {@link dev.cleat.engine.stop.ContainerStop}. What is then left to do on the host, {@link dev.cleat.engine.stop.LifeEnd},
 * done by {@link dev.cleat.engine.stop.UnseenEnd} when whoever should have was killed. Containers of other runtimes are
 * left to their own commands by {@link dev.cleat.engine.stop.ForeignStop}.
 */
package dev.cleat.engine.stop;
