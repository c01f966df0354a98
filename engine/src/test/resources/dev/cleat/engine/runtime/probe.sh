#!/bin/sh
# Run as init by LXC and by Cleat: writes what it finds, a line for each fact, then waits.
exec 3>/out/facts.new
each() { while read -r line; do echo "$1: $line" >&3; done; }
env | sort | each environment
for kind in cgroup ipc mnt net pid time user uts; do echo "namespaces: $kind $(readlink /proc/self/ns/$kind)" >&3; done
grep -E '^(Uid|Gid|Groups|Cap...|NoNewPrivs|Seccomp|SigBlk|SigIgn):' /proc/self/status | each status
each "uid map" </proc/self/uid_map
each "gid map" </proc/self/gid_map
each setgroups </proc/self/setgroups
each cgroup </proc/self/cgroup
hostname | each hostname
uname -m | each machine
each limits </proc/self/limits
each oom_score_adj </proc/self/oom_score_adj
readlink /proc/self/cwd | each cwd
tail -n +3 /proc/net/dev | cut -d: -f1 | each interfaces
grep -c LOCAL /proc/net/fib_trie | each "local addresses"
awk '{ print $7 == 0 ? "none" : "one" }' /proc/self/stat | each "controlling terminal"
ls /proc/self/fd | grep -vE '^(0|1|2|3)$' | wc -l | each "other descriptors"
find /dev -type c -exec stat -c '%n c %t:%T' {} ';' 2>/dev/null | each devices
find /dev -type l -exec sh -c 'echo "$1 -> $(readlink $1)"' sh {} ';' 2>/dev/null | each devices
cut -d' ' -f4-6,8- /proc/self/mountinfo | each mounts
mv /out/facts.new /out/facts
exec sleep 1000
