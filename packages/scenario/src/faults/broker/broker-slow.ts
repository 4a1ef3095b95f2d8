import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { wholeMilliseconds } from '../../fields/whole-milliseconds.ts';
import { atBroker } from './at-broker.ts';

export const brokerSlow = defineFault({
  name: 'broker-slow',
  class: 'broker',
  summary: 'The broker holds every packet it sends back for a while.',
  reaction:
    'Every answer is that much later; beyond 10 s a publish with QoS 1 or 2 ends in `ERROR` and ' +
    'a subscription ends the session.',
  basis: { provenance: 'documented', source: 'AT MQTT document: at most 10 s' },
  schema: z.strictObject({ ...atBroker, by: wholeMilliseconds('How long.') }),
  example: { by: '3s' },
  lasts: true,
  stacks: true,
  apply({ broker }, { host, by }) {
    const action = { do: 'delay', ms: by } as const;
    const rule = { packet: 'any', from: 'broker', times: 'always', action } as const;
    const handle = broker(host).rule(rule);
    return () => handle.cancel();
  },
});
