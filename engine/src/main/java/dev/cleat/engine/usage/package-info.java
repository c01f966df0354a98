/**
 * What a container uses, over time: CPU, memory, I/O, processes, from its cgroups (cgroups(7)). Entry:
 * {@link dev.cleat.engine.usage.UsageReader}. Knows cgroup files and a clock, and changes nothing.
 */
package dev.cleat.engine.usage;
