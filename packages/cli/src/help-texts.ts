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

Exit codes:
  ${exitCodes.passed}    all scenarios passed
  ${exitCodes.failed}    a scenario failed, or was not deterministic
  ${exitCodes.usage}    wrong usage, or a file that cannot be used; nothing was run
  ${exitCodes.bug}    a fault of the twin itself
  ${exitCodes.interrupted}  stopped by Ctrl-C or SIGTERM; a second one ends it at once
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
