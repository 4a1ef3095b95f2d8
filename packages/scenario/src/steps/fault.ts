import { z } from 'zod';
import type { Cuttable } from '../bench.ts';
import { defineStep } from '../define-step.ts';
import { duration } from '../fields/duration.ts';
import { oneOf } from '../fields/one-of.ts';
import type { HostDriver } from '../host-driver.ts';

const state = (description: string) => z.enum(['down', 'up']).meta({ description });

export const fault = defineStep({
  name: 'fault',
  summary:
    'Breaks or repairs something around the module, at once, and goes on. With `for`, it is ' +
    'repaired by itself after that time.',
  schema: z.strictObject({
    fault: oneOf(
      {
        link: state('The radio link between the module and the access points.'),
        uplink: state('The path behind the access points: silence, nothing is refused.'),
      },
      { for: duration('How long it stays so, in virtual time. Default: until said otherwise.') },
      'What is broken or repaired.',
    ),
  }),
  needs: () => ({ need: 'faults' }),
  async run(step, host) {
    const { link, uplink } = step.fault;
    if (link !== undefined) cut(host, 'link', host.bench.link, link, step.fault.for);
    if (uplink !== undefined) cut(host, 'uplink', host.bench.uplink, uplink, step.fault.for);
  },
});

function cut(
  host: HostDriver,
  name: string,
  path: Cuttable,
  wanted: 'down' | 'up',
  forNs: number | undefined,
): void {
  // A newer word on the same path takes back what an older one had in store.
  host.repairs.get(name)?.cancel();
  path[wanted]();
  if (forNs === undefined) return;
  const other = wanted === 'down' ? 'up' : 'down';
  host.repairs.set(
    name,
    host.bench.kernel.after(forNs, () => path[other]()),
  );
}
