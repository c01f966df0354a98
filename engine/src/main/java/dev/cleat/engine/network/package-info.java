/** A container's network interfaces. */
package dev.cleat.engine.network;
