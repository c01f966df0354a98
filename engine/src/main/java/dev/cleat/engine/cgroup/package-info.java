/**
 * A container's cgroups: makes them, limits them, puts processes in, freezes, kills, gives them back; on v1, v2 and hybrid
 * hosts (cgroups(7)). Entry: {@link dev.cleat.engine.cgroup.Cgroups}. Knows nothing of definitions or namespaces, and never
 * puts a process into a path that a container chose: paths come from the plan or from the host's own /proc.
 */
package dev.cleat.engine.cgroup;
