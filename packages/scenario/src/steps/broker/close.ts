import { z } from 'zod';
import { packetName } from '../../fields/packet-name.ts';
import { closing } from './closing.ts';
import { defineBrokerAction } from './broker-action.ts';
import { ruleFault, ruleKeys, ruleOf } from './rule-keys.ts';

export const close = defineBrokerAction({
  name: 'close',
  shape: {
    close: packetName('Closes the connection when this packet comes by; it is lost.'),
    with: closing,
    deliver: z
      .boolean()
      .optional()
      .meta({ description: 'Whether the packet still goes through. Default false.' }),
    ...ruleKeys,
  },
  fault: (value) => ruleFault(value.close, value),
  run(value, { host, broker }) {
    const { close: packet, with: by = 'fin', deliver } = value;
    const action = { do: 'close', by, ...(deliver === undefined ? {} : { deliver }) } as const;
    broker.rule(ruleOf(packet, value, action, host.variables));
  },
});
