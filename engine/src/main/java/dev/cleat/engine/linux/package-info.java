/**
 * The native edge: libc through JNA, constants, structures, errno, owned descriptors. Entry: {@link dev.cleat.engine.linux.Libc}
 * is package-private; everything else wraps it. Knows nothing of containers.
 */
package dev.cleat.engine.linux;
