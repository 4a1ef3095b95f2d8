import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { answerPrompt } from '../exchange.ts';
import { asList, expectations } from '../fields/expectation.ts';
import { payload, payloadBytes } from '../fields/payload.ts';
import { within } from '../fields/within.ts';

export const data = defineStep({
  name: 'data',
  summary:
    'Waits for the prompt `>` and types a payload, nothing added. With `expect`, waits for ' +
    'what follows; without, for nothing.',
  schema: z.strictObject({ data: payload, expect: expectations.optional(), within }),
  async run(step, host) {
    const bytes = payloadBytes(step.data, host.variables);
    await answerPrompt(host, bytes, asList(step.expect ?? []), step.within);
  },
});
