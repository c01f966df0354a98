/**
 * The Java side of the stage: encode a plan, spawn the program, follow its reports. Entry:
 * {@link dev.cleat.engine.stage.StageProgram}. Decides nothing; the contract is {@code engine/docs/protocol.md}.
 */
package dev.cleat.engine.stage;
