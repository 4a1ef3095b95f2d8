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
  pnpm sim --dialect docs,firmware            where the firmware departs from its documents

A scenario that names a dialect is about that one and runs in no other. For the
rest, with several dialects, the first is the measure: what fails in a further
one but passes in the first is a departure, which is shown at the end and does
not count as a failure.

Exit codes:
  ${exitCodes.passed}    all scenarios passed; with several dialects, in the first
  ${exitCodes.failed}    a scenario failed, or was not deterministic
  ${exitCodes.usage}    wrong usage, or a file that cannot be used; nothing was run
  ${exitCodes.bug}    a fault of the twin itself
  ${exitCodes.interrupted}  stopped by Ctrl-C or SIGTERM; a second one ends it at once
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

/** The same for `check --help`. */
export const checkHelp = `
Examples:
  pnpm sim check
  pnpm sim check scenarios/publish.yaml

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
