/**
 * Which containers exist on this host, whoever started them, from /proc and cgroups alone. Entry:
 * {@link dev.cleat.engine.discovery.Discovery}. Asks no daemon, starts no process, changes nothing.
 */
package dev.cleat.engine.discovery;
