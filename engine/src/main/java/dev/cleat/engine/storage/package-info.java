/**
 * Files of this host that containers are made of: stored definitions, roots, mounts that only the host can make, ranges of
 * ids. Entries: {@link dev.cleat.engine.storage.Definitions}, {@link dev.cleat.engine.storage.LocalHostFiles},
 * {@link dev.cleat.engine.storage.MountSources}. Decides nothing about mounts.
 */
package dev.cleat.engine.storage;
