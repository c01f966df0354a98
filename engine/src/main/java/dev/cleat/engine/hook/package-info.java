/**
 * Programs run on the host at fixed points of a container's life, and what is kept for those that run when it has ended.
 * Entry: {@link dev.cleat.engine.hook.HookRunner}. Which, when and what they are told, the plan has decided; those inside
 * are run by the stage.
 */
package dev.cleat.engine.hook;
