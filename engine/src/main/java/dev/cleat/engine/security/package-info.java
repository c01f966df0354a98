/**
 * Profiles of system calls, LXC's and OCI's, compiled for this kernel; AppArmor's profiles, loaded. Entries:
 * {@link dev.cleat.engine.security.FilterCompiler}, {@link dev.cleat.engine.security.ProfileLoader}. Filters nothing
 * itself: the stage loads what it makes.
 */
package dev.cleat.engine.security;
