/**
 * The start flow. Entry: {@link dev.cleat.engine.start.ContainerStart}, one method that reads top-down.
 */
package dev.cleat.engine.start;
