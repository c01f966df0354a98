package dev.cleat.engine.api;

import java.time.Duration;
import java.util.List;

/**
 * One definition that is marked for autostart.
 *
 * @param order smaller first
 * @param delay waited after it was started
 * @param dependsOn names started before it
 */
public record AutostartEntry(
        String name, List<String> groups, int order, Duration delay, List<String> dependsOn, ContainerState state) {
    public AutostartEntry {
        groups = List.copyOf(groups);
        dependsOn = List.copyOf(dependsOn);
    }
}
