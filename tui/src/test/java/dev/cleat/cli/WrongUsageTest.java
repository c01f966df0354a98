package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUsageTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    @Test
    void an_argument_that_is_not_utf_8_is_refused_before_it_arrives_as_another_one() {
        assertThat(cleat.run("attach", "web", "--", "rm", "a\uFFFDb"))
                .isEqualTo(new Result(
                        64, "", "cleat: argument 5 is not UTF-8 and would arrive changed\ncleat: see 'cleat help'\n"));
        assertThat(cleat.engine.attach).isNull();
    }

    @Test
    void the_manual_of_ls_names_the_columns() {
        assertThat(cleat.run("help", "ls").out().replaceAll("\\s+", "")).contains("NAME,STATE,PID,RUNTIME");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    strat web                        ~ unknown verb "strat" (did you mean "start"?)
                    frobnicate                       ~ unknown verb "frobnicate"
                    --quite ls                       ~ unknown option --quite (did you mean "--quiet"?)
                    -l loud ls                       ~ --loglevel loud is none of error, warn, info, debug, trace
                    ls --runing                      ~ ls: unknown option --runing (did you mean "--running"?)
                    ls --run                         ~ ls: unknown option --run (did you mean "--running"?)
                    ls -json                         ~ ls: unknown option -j in -json (did you mean "--json"?)
                    ls -1x                           ~ ls: unknown option -x in -1x
                    ls --json=yes                    ~ ls: --json takes no value
                    ls -a=1                          ~ ls: -a takes no value
                    ls -f                            ~ ls: -f needs a value
                    ls -f --json                     ~ ls: -f needs a value; --json is an option (if it is meant as the value, join them: -f--json)
                    ls -f NAME -f PID                ~ ls: -f is given twice
                    ls -f NAME,CUP                   ~ ls: unknown column "CUP" (did you mean "CPU"?)
                    ls a b                           ~ ls: unexpected "b"
                    ls [                             ~ ls: wrong REGEX "[": Unclosed character class
                    ls --running --frozen            ~ ls: --running and --frozen exclude each other
                    ls --ours --foreign              ~ ls: --ours and --foreign exclude each other
                    ls -1 --json                     ~ ls: -1 and --json exclude each other
                    start                            ~ start: NAME or -f FILE is missing
                    start web db                     ~ start: unexpected "db"; a command stands after --
                    start web -d -F                  ~ start: --detach and --foreground exclude each other
                    start web -s x                   ~ start: --set "x" is not KEY=VALUE
                    start web -s =x                  ~ start: --set "=x" is not KEY=VALUE
                    start -n web --file=             ~ start: --file is empty
                    attach                           ~ attach: NAME is missing
                    attach -n                        ~ attach: -n needs a value
                    attach -n web db                 ~ attach: unexpected "db"; a command stands after --
                    attach web ls -l                 ~ attach: -l needs a value
                    attach web ls                    ~ attach: unexpected "ls"; a command stands after --
                    attach web --keep-var A          ~ attach: --keep-var needs --clear-env; without it every variable is kept
                    attach web --clear-env --keep-env ~ attach: --keep-env and --clear-env exclude each other
                    attach web -tT                   ~ attach: --tty and --no-tty exclude each other
                    attach web -v A                  ~ attach: --set-var "A" is not KEY=VALUE
                    attach web -eROOT                ~ attach: unknown privilege "ROOT"
                    attach web -eCAP,                ~ attach: unknown privilege ""
                    attach web -s NETT               ~ attach: unknown namespace "NETT" (did you mean "NET"?)
                    attach web --uid=                ~ attach: --uid is empty
                    attach web --env-file /none      ~ attach: cannot read --env-file: /none: no such file or directory
                    stop                             ~ stop: NAME... is missing
                    stop web -t soon                 ~ stop: --timeout "soon" is no time, as 10s, 500ms or 2m
                    stop web -k --nokill             ~ stop: --kill and --nokill exclude each other
                    stop web -rW                     ~ stop: --nowait and --reboot exclude each other
                    start web --share-net=           ~ start: --share-net is empty
                    start web -p /                   ~ start: --pidfile / is a directory
                    start web -p /none/x             ~ start: --pidfile: there is no directory /none
                    start web -L /none/x             ~ start: --console-log: there is no directory /none
                    attach web -dT                   ~ attach: --detach and --no-tty exclude each other
                    execute web                      ~ execute: the command is missing; it stands after --
                    execute -- true                  ~ execute: NAME or -f FILE is missing
                    create web                       ~ create: -f FILE is missing
                    create web -f x -s y             ~ create: --set "y" is not KEY=VALUE
                    plan web -s y                    ~ plan: --set "y" is not KEY=VALUE
                    restart web -t soon              ~ restart: --timeout "soon" is no time, as 10s, 500ms or 2m
                    wait web                         ~ wait: -s STATE is missing: STOPPED, STARTING, RUNNING, FROZEN, STOPPING or ABORTING
                    wait web -s RUNING               ~ wait: unknown state "RUNING" (did you mean "RUNNING"?)
                    wait web -s STOPPED|             ~ wait: unknown state ""
                    wait web -s STOPPED -t x         ~ wait: --timeout "x" is no time, as 10s, 500ms or 2m
                    monitor (                        ~ monitor: wrong REGEX "(": Unclosed group
                    import lxc                       ~ import: lxc PATH is missing
                    import oci /x                    ~ import: this version imports lxc only, oci bundles not yet
                    import lcx /x                    ~ import: unknown kind "lcx" (did you mean "lxc"?); it is lxc
                    autostart --json                 ~ autostart: --json needs --list
                    autostart -a -g x                ~ autostart: --all and --groups exclude each other
                    autostart -r -k                  ~ autostart: --reboot and --kill exclude each other
                    autostart web                    ~ autostart: unexpected "web"
                    tty web -t one                   ~ tty: --tty "one" is no number of a terminal
                    unshare -s NET                   ~ unshare: the command is missing
                    unshare -s NETT true             ~ unshare: unknown namespace "NETT" (did you mean "NET"?)
                    kill                             ~ kill: NAME [SIGNAL] is missing
                    kill web SIGTREM                 ~ kill: unknown signal "SIGTREM" (did you mean "SIGTERM"?)
                    kill web -9                      ~ kill: unknown option -9
                    kill web 65                      ~ kill: unknown signal "65"
                    info                             ~ info: NAME is missing
                    logs web --tail -5               ~ logs: --tail "-5" is no number of lines
                    lint                             ~ lint: FILE... is missing
                    plan                             ~ plan: NAME or -f FILE is missing
                    doctor web                       ~ doctor: unexpected "web"
                    ui --refresh 1ms                 ~ ui: --refresh "1ms" is no time from 100ms to 1h
                    ui --refresh soon                ~ ui: --refresh "soon" is no time from 100ms to 1h
                    ui --color pink                  ~ ui: --color "pink" is none of auto, none, 16, 256, true
                    ui web                           ~ ui: unexpected "web"
                    help nothing                     ~ unknown verb "nothing"
                    """)
    void wrong_usage_is_one_line_with_a_hint_and_touches_nothing(String words, String message) {
        Result result = cleat.run(words.strip().split(" "));

        assertThat(result.err().lines().findFirst()).contains("cleat: " + message);
        assertThat(result.err().lines().skip(1)).hasSize(1).allMatch(line -> line.startsWith("cleat: see 'cleat help"));
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(64);
        assertThat(cleat.engine.calls).isEmpty();
    }

    @Test
    void a_verb_still_to_come_says_so() {
        Result result = cleat.run("run", "/srv/x");

        assertThat(result.err()).isEqualTo("cleat: run: not supported by this version of Cleat yet\n");
        assertThat(result.status()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({
        "logs web --since 5m,--since",
    })
    void options_still_to_come_say_so(String words, String option) {
        String verb = words.split(" ")[0];

        Result result = cleat.run(words.split(" "));

        assertThat(result.err())
                .isEqualTo("cleat: " + verb + ": " + option + ": not supported by this version of Cleat yet\n");
        assertThat(result.status()).isEqualTo(64);
        assertThat(cleat.engine.calls).isEmpty();
    }

    @Test
    void names_of_other_tools_are_refused_until_their_options_are_known() {
        Result result = cleat.runAs("ch-run", "web");

        assertThat(result.err()).isEqualTo("cleat: ch-run: not supported by this version of Cleat yet\n");
        assertThat(result.status()).isEqualTo(64);
    }
}
