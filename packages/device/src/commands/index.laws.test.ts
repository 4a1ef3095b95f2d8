import { atReply } from '@w800/at';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandsOf } from '../dialects/commands-of.ts';
import { docsDialect } from '../dialects/docs.ts';
import { Desk } from '../testing/desk.ts';
import { lineArbitrary } from '../testing/line-arbitrary.ts';
import { mutatedLineArbitrary } from '../testing/mutated-line-arbitrary.ts';
import { settingsOf } from '../testing/settings-of.ts';
import { commands } from './index.ts';

const all = commandsOf(commands, docsDialect.options);
/** As many cases as asked for, or else as few as a usual run has the time for. */
const runs = (usual: number): number => fc.readConfigureGlobal().numRuns ?? usual;
/** More than the longest line takes, both ways. */
const lineMs = 200;
const refusals = ['parse-error', 'format-error'];

/** How a line ended, of which a running one shows nothing yet. */
async function endingsOf(desk: Desk, line: string): Promise<readonly string[]> {
  const endings: string[] = [];
  const end = desk.kernel.trace.on(atReply, ({ data }) => endings.push(data.ending));
  await desk.ask(line, lineMs);
  end();
  return endings;
}

test.each(all)('CORE-14: no valid line of $name is refused for its form', async (command) => {
  await fc.assert(
    fc.asyncProperty(lineArbitrary(command), async (line) => {
      const endings = await endingsOf(await Desk.joined(), line);
      for (const refusal of refusals) expect(endings).not.toContain(refusal);
    }),
    { numRuns: runs(30) },
  );
});

test.each(all)('CORE-14: a refused line like $name changes nothing', async (command) => {
  const untouched = await Desk.joined();
  await untouched.run(lineMs);
  const settings = await settingsOf(untouched);
  await fc.assert(
    fc.asyncProperty(mutatedLineArbitrary(command), async (line) => {
      const desk = await Desk.joined();
      const [ending] = await endingsOf(desk, line);
      // A mutation may well leave the line valid; then it was not refused.
      fc.pre(ending !== undefined && refusals.includes(ending));
      expect(await settingsOf(desk)).toEqual(settings);
    }),
    { numRuns: runs(20) },
  );
});
