/**
 * Facts about this machine: kernel, cgroup layout, id ranges, features. Entry: {@link dev.cleat.engine.host.HostProbe}.
 * Changes nothing.
 */
package dev.cleat.engine.host;
