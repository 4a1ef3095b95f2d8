import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { expectInOrder } from '../expect-in-order.ts';
import { asList, expectations } from '../fields/expectation.ts';
import { within } from '../fields/within.ts';

export const expect = defineStep({
  name: 'expect',
  summary:
    'Waits until the module has said this. Searches forward from what was read before; lines ' +
    'that do not match are passed over, and so are blank ones.',
  schema: z.strictObject({ expect: expectations, within }),
  async run(step, host) {
    await expectInOrder(host, asList(step.expect), step.within ?? host.withinNs);
  },
});
