/**
 * Makes definitions of other tools' configuration. Entry: {@link dev.cleat.engine.importing.LxcImport}.
 *
 * <p>Computes and does no I/O: files come through {@link dev.cleat.engine.importing.LxcFiles}. Must not know what a
 * definition means on a host; what a key of a definition takes, {@code dev.cleat.engine.definition} alone decides: every
 * import is read back by it, and what it refuses is told as not carried over.
 */
package dev.cleat.engine.importing;
