import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { loadScenario } from '../load-scenario.ts';
import { runScenario } from '../run-scenario.ts';
import { faultList } from './fault-list.ts';

const root = fileURLToPath(new URL('../../../../scenarios/faults/', import.meta.url));

/** The scenario files of a fault's class that use it. */
function filesOf(name: string, folder: string): readonly string[] {
  return readdirSync(`${root}${folder}`)
    .map((file) => `${root}${folder}/${file}`)
    .filter((file) => new RegExp(`[{ \\n]${name}:`).test(readFileSync(file, 'utf8')));
}

async function verdictOf(file: string): Promise<string> {
  const loaded = loadScenario(readFileSync(file, 'utf8'), file);
  if (!loaded.ok) throw new Error(`${file} cannot be loaded`);
  const { verdict } = await runScenario(loaded.scenario);
  return verdict;
}

describe('a fault that does nothing', () => {
  let restore = (): void => {};
  afterEach(() => restore());

  test.each(faultList.map((fault) => [fault.name, fault] as const))(
    '%s: fails the scenario that shows it',
    async (name, fault) => {
      const { apply } = fault;
      restore = () => void Object.assign(fault, { apply });
      Object.assign(fault, { apply: () => undefined });
      const verdicts: string[] = [];
      for (const file of filesOf(name, fault.class)) verdicts.push(await verdictOf(file));
      expect(verdicts).toContain('failed');
    },
  );
});
