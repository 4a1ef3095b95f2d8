import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { within } from '../fields/within.ts';
import { fill } from '../variables.ts';
import { actionList } from './broker/action-list.ts';
import { actionOf, actionSchema } from './broker/action-schema.ts';

const common = {
  host: z.string().optional().meta({ description: 'Which broker. Default: the first.' }),
};

export const broker = defineStep({
  name: 'broker',
  summary: 'Looks at the broker, has it do something, or makes it misbehave.',
  schema: z
    .strictObject({
      broker: actionSchema(actionList, common, 'What to look at or to do.'),
      within,
    })
    .superRefine((step, context) => {
      if (context.issues.length > 0 || step.within === undefined) return;
      const { name, waits } = actionOf(actionList, step.broker);
      if (waits) return;
      const params = { code: 'SCN_UNKNOWN_KEY', fix: 'Leave `within` out.', onKey: true };
      const message = `\`${name}\` has no time limit`;
      context.addIssue({ code: 'custom', path: ['within'], message, params });
    }),
  /** In the payload of a burst, `n` is the number of the message. */
  locals: ({ broker: value }) => ('burst' in value ? ['n'] : []),
  needs: (step) => ({ need: 'broker', looks: actionOf(actionList, step.broker).looks }),
  async run(step, host) {
    const name: unknown = step.broker['host'];
    const target = host.broker(typeof name === 'string' ? fill(name, host.variables) : undefined);
    const withinNs = step.within ?? host.withinNs;
    await actionOf(actionList, step.broker).run(step.broker, { host, broker: target, withinNs });
  },
});
