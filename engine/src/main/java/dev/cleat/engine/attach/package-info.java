/**
 * The attach flow. Entry: {@link dev.cleat.engine.attach.ContainerAttach}, one method that reads top-down.
 */
package dev.cleat.engine.attach;
