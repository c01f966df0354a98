/**
 * The stop flow: halt signal, wait, kill, until nothing is left. Entry: {@link dev.cleat.engine.stop.ContainerStop};
 * containers of other runtimes are left to their own commands by {@link dev.cleat.engine.stop.ForeignStop}.
 */
package dev.cleat.engine.stop;
