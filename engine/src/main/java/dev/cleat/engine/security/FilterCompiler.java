package dev.cleat.engine.security;

import dev.cleat.engine.plan.StartPlan.FilterPlan;
import java.io.IOException;

/** Compiles system call filters with libseccomp, found at run time (seccomp_export_bpf(3)). */
public final class FilterCompiler {

    /** struct sock_filter, one after the other. <b>Errors.</b> IOException naming file, line and reason. */
    public byte[] compile(FilterPlan plan) throws IOException {
        throw new IOException("no filter yet: " + plan);
    }
}
