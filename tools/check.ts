// Every check but the tests: `pnpm check`, or `pnpm check lint style` for some.
// One line a check; the output of a check is shown only when it fails.

import { fileURLToPath } from 'node:url';

import { checkers } from './checkers.ts';
import { runProgram, type Outcome } from './run-program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const atOnce = 2;
const linesShownMax = 80;

function report(name: string, { code, output }: Outcome, startedAt: number): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'}  ${name.padEnd(8)} ${seconds} s`);
  if (code === 0) return;
  const lines = output.split('\n');
  for (const line of lines.slice(0, linesShownMax)) console.log(`      ${line}`);
  const rest = lines.length - linesShownMax;
  if (rest > 0) console.log(`      (${rest} lines more: ${checkers[name]?.join(' ') ?? ''})`);
}

async function check(names: readonly string[]): Promise<boolean> {
  const waiting = [...names];
  const failed: string[] = [];
  const worker = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const startedAt = performance.now();
      const outcome = await runProgram(checkers[name] ?? [], root);
      report(name, outcome, startedAt);
      if (outcome.code !== 0) failed.push(name);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
  return failed.length === 0;
}

const known = Object.keys(checkers);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`no check '${unknown.join(' ')}'; there are ${known.join(', ')}`);
  process.exitCode = 2;
} else {
  process.exitCode = (await check(wanted.length > 0 ? wanted : known)) ? 0 : 1;
}
