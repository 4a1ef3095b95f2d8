import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { loadSurroundings, type ModuleSlots } from '@w800/scenario';

import type { LiveCheck } from '../live-check.ts';
import { projectRoot } from '../program.ts';
import { simCommand } from '../served-twin.ts';
import type { Stage } from '../stage.ts';
import { tally } from '../tally.ts';

const twins = 10;
/** Few enough that the twins have work to the end. */
const filesAtOnceMax = 6;
const usualDialect = 'docs';

/** Scenarios that want the same module in the same world. */
interface Batch {
  readonly setup: {
    readonly world: unknown;
    readonly module: Readonly<Record<string, string>>;
    readonly dialect: string;
  };
  readonly files: string[];
}

interface TargetRun {
  readonly file: string;
  readonly verdict: string;
  readonly failure: { readonly message: string } | null;
  readonly target: {
    readonly reason?: string;
    readonly skipped: readonly { readonly reason: string; readonly follows: boolean }[];
  };
}

/** Every scenario on a served twin, in its own world, by the serial port alone. */
export const portableScenariosCheck: LiveCheck = {
  name: 'scenarios at a served twin',
  needs: ['serialport', '@lydell/node-pty'],
  limitSeconds: 360,
  async run(stage) {
    const batches = inBatches(join(projectRoot, 'scenarios'));
    const runs: TargetRun[] = [];
    await Promise.all(
      Array.from({ length: twins }, async (_, index) => {
        runs.push(...(await runAll(stage, `${stage.folder}/w800-${index}`, batches)));
      }),
    );
    return summary(runs);
  },
};

function inBatches(folder: string): Batch[] {
  const batches: Batch[] = [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((candidate) => candidate.endsWith('.yaml')).toSorted()) {
    const file = join(folder, name);
    const loaded = loadSurroundings(readFileSync(file, 'utf8'), file);
    const {
      world = {},
      module: slots = {},
      dialect = usualDialect,
    } = loaded.ok ? loaded.surroundings : {};
    const setup = { world, module: moduleOf(slots), dialect };
    const fitting = batches.find(
      ({ setup: other, files }) => isSame(setup, other) && files.length < filesAtOnceMax,
    );
    if (fitting === undefined) batches.push({ setup, files: [file] });
    else fitting.files.push(file);
  }
  return batches;
}

/** As a scenario has it: files are not sent, and were not read here. */
function moduleOf({ ca, identity }: ModuleSlots): Readonly<Record<string, string>> {
  const slots = Object.entries({ ca, certificate: identity });
  return Object.fromEntries(
    slots.flatMap(([key, slot]) => {
      if (slot === undefined || slot === 'none') return slot === undefined ? [] : [[key, slot]];
      return 'name' in slot ? [[key, slot.name]] : [];
    }),
  );
}

/** Takes batches as long as there are any. */
async function runAll(stage: Stage, link: string, batches: Batch[]): Promise<readonly TargetRun[]> {
  const twin = await stage.serve('--pty', link);
  const runs: TargetRun[] = [];
  for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
    await twin.post('/restart', batch.setup);
    const options = ['--target', `serial:${link}`, '--dialect', batch.setup.dialect];
    const more = ['--restore', '--wait-max', '15s', '--reporter', 'json'];
    const program = stage.start(...simCommand, ...options, ...more, ...batch.files);
    const [report] = await program.heard.until(/^\{[^]*^\}$/m);
    await program.ended;
    runs.push(...(JSON.parse(report) as { readonly runs: readonly TargetRun[] }).runs);
  }
  await twin.end();
  return runs;
}

/** @throws when one failed */
function summary(runs: readonly TargetRun[]): string {
  const broken = runs.filter(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped');
  if (broken.length > 0) {
    throw new Error(broken.map((run) => `${run.file}: ${run.failure?.message}`).join('\n'));
  }
  const whole = runs.flatMap(({ target }) => target.reason ?? []);
  const steps = runs.flatMap(({ target }) => target.skipped);
  const why = steps.map(({ reason, follows }) =>
    follows ? 'follows one of these' : reason.replace(/^lasts .*, /, 'lasts '),
  );
  const passed = runs.length - whole.length;
  return (
    `${passed} of ${runs.length} passed; ${whole.length} skipped: ${tally(whole)}; ` +
    `${steps.length} of their steps skipped: ${tally(why)}`
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
