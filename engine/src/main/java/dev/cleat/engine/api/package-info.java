/**
 * What a front end may ask of the engine and what it is told: JDK types only. Entry: {@link dev.cleat.engine.api.Engine}.
 * Knows no other package.
 */
package dev.cleat.engine.api;
