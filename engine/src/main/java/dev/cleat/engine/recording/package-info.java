/**
 * What is kept of a session: files that hold what its terminal showed, and the reading of them.
 *
 * <p>Entry: {@link dev.cleat.engine.recording.RawLog}, the bytes and nothing else, and
 * {@link dev.cleat.engine.recording.Recording}, an asciicast v2 with an audit file and a meta file beside it. Writes what
 * it is given; knows neither the relay that gives it nor the container it came from.
 */
package dev.cleat.engine.recording;
