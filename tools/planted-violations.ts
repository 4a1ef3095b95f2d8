// Shows that each rule of the gate catches what it is there for: in a copy of
// the project it plants one violation after the other, runs the checker and
// wants it to fail and to name the place and the rule. One line a violation.
// `pnpm plant`, or `pnpm plant lint style` for some checkers.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { checkers } from './checkers.ts';
import { coveragePlants } from './plant/coverage-plants.ts';
import { currentPlants } from './plant/current-plants.ts';
import { floorPlants } from './plant/floor-plants.ts';
import { formatPlants } from './plant/format-plants.ts';
import { clearGarden, plantGarden } from './plant/garden.ts';
import { inBatches } from './plant/in-batches.ts';
import { lintPlants } from './plant/lint-plants.ts';
import type { Bed, Plant } from './plant/plant.ts';
import { stylePlants } from './plant/style-plants.ts';
import { typePlants } from './plant/type-plants.ts';
import { unusedPlants } from './plant/unused-plants.ts';
import { runProgram } from './run-program.ts';

const beds = [
  typePlants,
  lintPlants,
  floorPlants,
  stylePlants,
  unusedPlants,
  formatPlants,
  coveragePlants,
  currentPlants,
];
const root = fileURLToPath(new URL('..', import.meta.url));
const atOnce = 2;
let caught = 0;
let missed = 0;

function report(ok: boolean, checker: string, what: string, output = ''): void {
  if (ok) caught += 1;
  else missed += 1;
  console.log(`${ok ? 'caught' : 'MISSED'}  ${checker.padEnd(8)} ${what}`);
  if (ok) return;
  for (const line of output.split('\n').slice(0, 20)) console.log(`        ${line}`);
}

/** Writes the files of a plant; what comes back takes them out again. */
function plantIn(garden: string, files: Plant['files']): () => void {
  const undo = Object.entries(files).map(([name, content]) => {
    const path = join(garden, name);
    const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : content(before ?? ''));
    return () => {
      if (before === undefined) rmSync(path);
      else writeFileSync(path, before);
    };
  });
  return () => {
    for (const takeOut of undo) takeOut();
  };
}

async function tend(bed: Bed): Promise<void> {
  const garden = plantGarden(root);
  const command = checkers[bed.checker] ?? [];
  try {
    const { code, output } = await runProgram(command, garden);
    report(code === 0, bed.checker, 'nothing, where nothing is planted', output);
    for (const batch of inBatches(bed)) {
      const undo = batch.map((plant) => plantIn(garden, plant.files));
      const outcome = await runProgram(command, garden);
      for (const takeOut of undo.toReversed()) takeOut();
      for (const plant of batch) {
        const path = Object.keys(plant.files)[0] ?? '';
        const ok = outcome.code !== 0 && accuses(outcome.output, bed, plant, path);
        report(ok, bed.checker, `${plant.rule} in ${path}`, outcome.output);
      }
    }
    for (const rule of bed.rules) {
      if (bed.plants.some((plant) => plant.rule === rule)) continue;
      report(false, bed.checker, `${rule}: no violation of it is planted`);
    }
  } finally {
    clearGarden(garden);
  }
}

function accuses(output: string, bed: Bed, plant: Plant, path: string): boolean {
  const words = [path, ...(plant.says ?? [plant.rule])];
  const texts = bed.oneLine ? output.split('\n') : [output];
  return texts.some((text) => words.every((word) => text.includes(word)));
}

const wanted = process.argv.slice(2);
const waiting = beds.filter((bed) => wanted.length === 0 || wanted.includes(bed.checker));
async function worker(): Promise<void> {
  for (let bed = waiting.shift(); bed !== undefined; bed = waiting.shift()) await tend(bed);
}
await Promise.all(Array.from({ length: atOnce }, worker));
console.log(`${caught} caught, ${missed} missed`);
process.exitCode = missed === 0 && caught > 0 ? 0 : 1;
