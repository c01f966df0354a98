/**
 * The text of one kernel file → one record, nothing else: no file is opened here. {@link dev.cleat.engine.host.Procfs}
 * fetches, this package parses, so that every parser is tested with files recorded from real machines. Formats: proc(5),
 * cgroups(7), and Documentation/admin-guide/cgroup-v2.rst of the kernel.
 */
package dev.cleat.engine.procfs;
