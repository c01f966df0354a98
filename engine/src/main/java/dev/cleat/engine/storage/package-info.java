/**
 * Roots of containers as files on this host. Entry: {@link dev.cleat.engine.storage.LocalHostFiles}. Decides nothing about
 * mounts.
 */
package dev.cleat.engine.storage;
