export { coverageOf, groupOf, type CoverageRow } from './coverage/coverage-of.ts';
export { rowsByGroup } from './coverage/coverage-counts.ts';
export { evidenceOfScenario, evidenceOfTests } from './coverage/evidence.ts';
export { ledgerFile, readLedger, requirementSources } from './coverage/ledger.ts';
export { exitCodes, type ExitCode } from './exit-codes.ts';
export { runProgram } from './program.ts';
export type { ProgramContext } from './program-context.ts';
