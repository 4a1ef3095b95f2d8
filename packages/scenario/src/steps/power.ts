import { second } from '@w800/kernel';
import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { expectInOrder } from '../expect-in-order.ts';
import type { HostDriver } from '../host-driver.ts';
import { duration } from '../fields/duration.ts';
import { asList, expectations } from '../fields/expectation.ts';
import { within } from '../fields/within.ts';

const offDefaultNs = second;

export const power = defineStep({
  name: 'power',
  summary:
    "Switches the module's supply `off`, `on`, or off and on again (`cycle`), and waits for " +
    '`expect` when it is on: `ready` unless said otherwise; `expect: []` waits for nothing.',
  schema: z
    .strictObject({
      power: z.enum(['off', 'on', 'cycle']).meta({ description: 'What the supply does.' }),
      for: duration('How long a cycle leaves it off, in virtual time. Default 1s.').optional(),
      expect: expectations.optional(),
      within,
    })
    .superRefine((step, context) => {
      if (step.for === undefined || step.power === 'cycle') return;
      const params = { code: 'SCN_WRONG_VALUE', fix: 'Only `power: cycle` has a `for`.' };
      const message = `\`for\` does not go with \`${step.power}\``;
      context.addIssue({ code: 'custom', message, path: ['for'], params });
    }),
  needs: () => ({ need: 'supply' }),
  async run(step, host) {
    const { bench } = host;
    if (step.power !== 'on') bench.powerOff();
    if (step.power === 'cycle') await host.wait(step.for ?? offDefaultNs);
    if (step.power !== 'off') switchOn(host);
    const ready = bench.readyLine === undefined ? [] : [bench.readyLine];
    const expected = step.expect ?? (step.power === 'off' ? [] : ready);
    await expectInOrder(host, asList(expected), step.within ?? host.withinNs);
  },
});

/** What the module said in the life before is over, a line cut short by its end included. */
function switchOn(host: HostDriver): void {
  host.output.breakOff();
  host.cursor = host.output.length;
  host.bench.powerOn();
}
