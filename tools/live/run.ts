// Programs of others at served twins, side by side: `run.ts [NAME...]`. Prints
// a line a check, with what it measured, and ends with 1 if one failed.

import { liveChecks } from './live-checks.ts';
import type { LiveCheck } from './live-check.ts';
import { missingNeeds, pythonWithSerial } from './missing-needs.ts';
import { Stage } from './stage.ts';

const sideBySide = 5;

const wanted = process.argv.slice(2);
const waiting = liveChecks.filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
const stages = new Set<Stage>();
const python = pythonWithSerial() ?? '';
let failed = waiting.length === 0 ? 1 : 0;

process.once('exit', () => {
  for (const stage of stages) stage.close();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(143));

async function lane(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const missing = missingNeeds(check.needs);
    if (missing.length > 0) say('skip', check, `${missing.join(', ')} is not to be had here`);
    else await attempt(check);
  }
}

async function attempt(check: LiveCheck): Promise<void> {
  const stage = new Stage(check.limitSeconds, python);
  stages.add(stage);
  const startedMs = performance.now();
  const lasted = (): string => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
  try {
    const measured = await check.run(stage);
    say('ok', check, `${measured} (${lasted()})`);
  } catch (error) {
    failed += 1;
    say('FAIL', check, `${error instanceof Error ? error.stack : String(error)} (${lasted()})`);
  }
  stages.delete(stage);
  stage.close();
}

function say(outcome: string, { name }: LiveCheck, text: string): void {
  console.log(`${outcome.padEnd(4)}  ${name.padEnd(30)}  ${text}`);
}

await Promise.all(Array.from({ length: sideBySide }, lane));
process.exitCode = failed === 0 ? 0 : 1;
