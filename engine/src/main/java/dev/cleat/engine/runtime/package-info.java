/**
 * Wires the parts together and hands each call to them. Entries: {@link dev.cleat.engine.runtime.LocalEngine}, which front
 * ends open, and {@link dev.cleat.engine.runtime.Afterlife}, which a keeper becomes; the only package that knows all the
 * others.
 */
package dev.cleat.engine.runtime;
