import { packetName } from '../../fields/packet-name.ts';
import { wholeMilliseconds } from '../../fields/whole-milliseconds.ts';
import { defineBrokerAction } from './broker-action.ts';
import { ruleFault, ruleKeys, ruleOf } from './rule-keys.ts';

export const duplicate = defineBrokerAction({
  name: 'duplicate',
  shape: {
    duplicate: packetName('Sends this packet twice; the second PUBLISH has the DUP flag.'),
    after: wholeMilliseconds('How long after the first the second comes. Default 0s.').optional(),
    ...ruleKeys,
  },
  fault: (value) => ruleFault(value.duplicate, value),
  run(value, { host, broker }) {
    const { duplicate: packet, after } = value;
    const action = { do: 'duplicate', ...(after === undefined ? {} : { ms: after }) } as const;
    broker.rule(ruleOf(packet, value, action, host.variables));
  },
});
