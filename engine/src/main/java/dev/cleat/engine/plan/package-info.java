/**
 * What a definition means on this host, with nothing left to decide. Pure: definition × host facts → plan, or all reasons
 * why not. Entry: {@link dev.cleat.engine.plan.StartPlanner}.
 */
package dev.cleat.engine.plan;
