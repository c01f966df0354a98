/** Programs run at fixed points of a container's life. */
package dev.cleat.engine.hook;
