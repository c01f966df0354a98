/**
 * What is kept of a session: files that hold what its terminal showed.
 *
 * <p>Entry: {@link dev.cleat.engine.recording.RawLog}, the bytes and nothing else. Writes what it is given; knows neither
 * the relay that gives it nor the container it came from.
 */
package dev.cleat.engine.recording;
