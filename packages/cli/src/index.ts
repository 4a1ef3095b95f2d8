export { exitCodes, type ExitCode } from './exit-codes.ts';
export { runProgram } from './program.ts';
export type { ProgramContext } from './program-context.ts';
