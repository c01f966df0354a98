/**
 * A container's network interfaces on this host: made before init, moved in while it waits, given back at its end, whoever
 * comes to do it. Entry: {@link dev.cleat.engine.network.HostNetwork}. Says what it does to iproute2; what each interface
 * is, the plan has decided.
 */
package dev.cleat.engine.network;
