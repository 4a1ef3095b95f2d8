import { exitCodes } from './exit-codes.ts';

/** What follows the list of options in `--help`. */
export const runHelp = `
In a folder, every *.yaml and *.yml is a scenario, at any depth, except below
names that begin with . or _ (keep shared data there). A problem in any file
is told before anything runs.

Examples:
  pnpm sim                                    everything in scenarios/
  pnpm sim scenarios/publish.yaml --seed 7    one scenario, another seed
  pnpm sim --grep reconnect --repeat 100      a hundred seeds of some
  pnpm sim --jobs 4 --check-determinism       all, in parallel, each twice
  pnpm sim --reporter pretty --reporter junit=report.xml
  pnpm sim scenarios/publish.yaml --log trace.jsonl
  pnpm sim scenarios/publish.yaml --fail-allocation 17   see also: pnpm sim oom
  pnpm sim --heap-report heap.html            who held how much memory, in tables and charts
  pnpm sim --heap-baseline heap.json          fails where a peak of the heap has grown
  pnpm sim --dialect docs,firmware            where the firmware departs from its documents
  pnpm sim --target serial:/dev/ttyUSB0@115200 scenarios/mqtt
  pnpm sim --target tcp:127.0.0.1:3333 --record bench

A scenario that names a dialect is about that one and runs in no other. For the
rest, with several dialects, the first is the measure: what fails in a further
one but passes in the first is a departure, which is shown at the end and does
not count as a failure.

On a real module (--target) steps that need the simulated world are skipped, and
so is what may hang on them; each is told with its reason. The module is
restarted before each scenario. Time is real time, there are no seeds, and
nothing is deterministic.

Passwords are masked as *** in whatever is shown or written: reports, --log and
--record. --show-secrets leaves them in; digests are the same either way. --record
also writes the secrets of TLS sessions (NAME.keys.log, as Wireshark reads them).

The first call with --heap-baseline writes the peak of each run that passed. Later
ones fail where a peak is higher by more than --heap-allow. Runs that are not in
the file, by scenario, dialect and seed, are counted; --update-heap-baseline adds
them and writes the others anew. A --heap-report to a folder holds a page, its
Markdown and the charts as SVG. On a real module nobody can look into the heap.

Exit codes:
  ${exitCodes.passed}    all scenarios passed; with several dialects, in the first
  ${exitCodes.failed}    a scenario failed, was not deterministic, or grew beyond the heap baseline
  ${exitCodes.usage}    wrong usage, or a file that cannot be used; nothing was run
  ${exitCodes.bug}    a fault of the twin itself
  ${exitCodes.interrupted}  stopped by Ctrl-C or SIGTERM; a second one ends it at once
`;

/** The same for `budget --help`. */
export const budgetHelp = `
Nothing is estimated: a twin joins, connects, subscribes, publishes and receives
as asked, and its heap is looked at. Then others do the same with less memory,
larger messages, more topics and more connections, until a request fails.

Server chains: rsa2048x2 and p256x2 (an intermediate authority in between),
rsa2048, p256, or a PEM file with the certificates that a server sends. Those of
such a file, and of --ca, are replaced by others of the same kind and size,
since the twin's server needs their keys; --cert and --key are used as they are.

Examples:
  pnpm sim budget                                 scheme 5 with the product's own set
  pnpm sim budget --scheme 3 --ca ca.pem --server-chain ./server.pem
  pnpm sim budget --scheme 1 --topics 10 --payload 5760 --qos 2 --reconnect 1
  pnpm sim budget --publish plain --payload 100 --json

Exit codes:
  ${exitCodes.passed}  it fits
  ${exitCodes.failed}  it does not, or does not work
  ${exitCodes.usage}  wrong usage, or a file that cannot be used
  ${exitCodes.bug}  a fault of the twin itself
`;

/** The same for `coverage --help`. */
export const coverageHelp = `
A test shows a requirement by naming its id in its title, a scenario by its
\`shows\`. A statement of MQTT 3.1.1 that binds a client wants its number in the
code that keeps it and in the title of a test or a scenario. A field of the
table of replies lists the MQTT states in which the command was typed: ..2.4..
means 2 and 4.

Examples:
  pnpm sim coverage
  pnpm sim coverage --all
  pnpm sim coverage --json

Exit codes:
  ${exitCodes.passed}    every requirement is shown, or waits for what it needs
  ${exitCodes.failed}    one is not, a title names none, or a scenario failed
  ${exitCodes.usage}    wrong usage, or a file that cannot be used
  ${exitCodes.bug}    a fault of the program itself
  ${exitCodes.interrupted}  stopped by Ctrl-C or SIGTERM
`;

/** The same for `diff --help`. */
export const diffHelp = `
Both folders are those of \`pnpm sim --record\`. What was typed and what was said
has to be the same, byte by byte. The latency of an exchange goes from the first
byte typed to the end of its answer; two are the same when the longer is within
the band of the shorter, or the difference within the slack. Steps that one of
the two left out are no difference.

Examples:
  pnpm sim scenarios/mqtt --record twin
  pnpm sim --target serial:/dev/ttyUSB0@115200 scenarios/mqtt --record bench
  pnpm sim diff twin bench --band 10% --slack 5ms

Exit codes:
  ${exitCodes.passed}  the same
  ${exitCodes.failed}  a text differs, a latency is outside the band, or one has more than the other
  ${exitCodes.usage}  wrong usage, or a folder that is no whole recording
  ${exitCodes.bug}  a fault of the program itself
`;

/** The same for `check --help`. */
export const checkHelp = `
Examples:
  pnpm sim check
  pnpm sim check scenarios/publish.yaml
  pnpm sim check --portable                   what a real module can show

Exit codes:
  ${exitCodes.passed}  all files are valid
  ${exitCodes.usage}  wrong usage, or a file has a problem
  ${exitCodes.bug}  a fault of the program itself
`;

/** The same for `commands --help`. */
export const commandsHelp = `
In the list, =? ? = and - are the forms a command has; - is its bare name.
Without --lang the language is that of LANG.

Examples:
  pnpm sim commands
  pnpm sim commands mqttpub --lang zh
  pnpm sim commands AT+CWJAP --json

Exit codes:
  ${exitCodes.passed}  done
  ${exitCodes.usage}  there is no such command
`;

/** The same for `faults --help`. */
export const faultsHelp = `
Each is a step of a scenario: \`- fault: { link: down, for: 30s }\`. When it
comes is said beside its name: \`after: 2s\`, \`at: 12s\`, \`on: { event: mqtt.sent,
nth: 3 }\` or \`drawn: { within: 60s, times: 3 }\`; at once otherwise.

Examples:
  pnpm sim faults
  pnpm sim faults noise
  pnpm sim faults --json

Exit codes:
  ${exitCodes.passed}  done
  ${exitCodes.usage}  nothing by this name can be broken
`;

/** The same for `oom --help`. */
export const oomHelp = `
A scenario is run once as it is, and every request for memory that the module
makes is counted, from \`ready\` on. Then it is run once for each of them with
that one failing. Such a run goes on until something is not as the scenario
expects; the command under way is waited for, AT+MQTTCLEAN ends the session, and
the module joins, connects, publishes and cleans up once more and is restarted.

Each run has to end well:
  hang      every command has its answer in the time the documents give it
  ending    it ends in OK, or as they say that it may: ERROR, +MQTTPUB:FAIL
  silent    what does not come was refused, or a connection was closed
  leak      what is held afterwards is no more than without a failure
  unusable  the module works again, after a restart at the latest
  bug       no block is freed twice, and the twin finds nothing else wrong

Examples:
  pnpm sim oom                                   the paths that come with the product
  pnpm sim oom scenarios/mqtt/every-qos.yaml --jobs 2
  pnpm sim oom scenarios/mqtt/every-qos.yaml --only 17   one of them, with its transcript
  pnpm sim scenarios/mqtt/every-qos.yaml --fail-allocation 17   the same as a plain run

Exit codes:
  ${exitCodes.passed}    every run ended well
  ${exitCodes.failed}    one did not, or a scenario does not pass by itself
  ${exitCodes.usage}    wrong usage, or a file that cannot be used; nothing was run
  ${exitCodes.bug}    a fault of the twin itself, without any failure
  ${exitCodes.interrupted}  stopped by Ctrl-C or SIGTERM; what was done is summed up
`;

/** The same for `serve --help`. */
export const serveHelp = `
Prints a line for each port, for the world and for the control, then \`ready\`:

  serial tcp 127.0.0.1:3333
  wifi twin 12345678                   what AT+CWJAP takes
  broker 192.168.10.234:1883           where the module finds the broker
  broker 192.168.10.234:8883 tls       the same with TLS, and so on
  broker tcp 127.0.0.1:40713           the same broker from this machine
  control http://127.0.0.1:39245       GET it for a list of what can be done
  ready

One client has the serial line; others are refused, or read along (--readers).
Ports are those of this machine alone unless a HOST says otherwise. With --net
host the module connects to real servers, those of this machine unless --allow
names others. Ctrl-C, SIGTERM, SIGHUP and POST /stop end it, and so does
the end of the input with --stdio.

Examples:
  pnpm sim serve                                 TCP on port 3333
  pnpm sim serve --pty /tmp/w800 --tcp 3333      picocom -b 115200 /tmp/w800
  pnpm sim serve --rfc2217 2217                  pyserial: rfc2217://localhost:2217
  pnpm sim serve --net host --allow test.mosquitto.org:1883
  pnpm sim serve --world scenarios/publish.yaml --record run
  curl -X POST http://127.0.0.1:39245/link/down  no radio any more

Exit codes:
  ${exitCodes.passed}    it was stopped
  ${exitCodes.usage}    wrong usage, a port or path that cannot be had; nothing was served
  ${exitCodes.bug}    a fault of the twin itself
  ${exitCodes.interrupted}  a second Ctrl-C or SIGTERM: it ended at once
`;

/** The same for `replay --help`. */
export const replayHelp = `
A recording holds all that came in from outside: bytes of clients, of brokers
and servers, and what the control did. The replay lets it come in again at the
same instants, in virtual time and without any socket, and compares the digests.

Examples:
  pnpm sim serve --tcp 3333 --record run
  pnpm sim replay run

Exit codes:
  ${exitCodes.passed}  the digests are the same
  ${exitCodes.failed}  they differ
  ${exitCodes.usage}  wrong usage, no recording, or one without an end
  ${exitCodes.bug}  a fault of the twin itself
`;
