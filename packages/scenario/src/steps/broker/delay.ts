import { packetName } from '../../fields/packet-name.ts';
import { wholeMilliseconds } from '../../fields/whole-milliseconds.ts';
import { defineBrokerAction } from './broker-action.ts';
import { ruleFault, ruleKeys, ruleOf } from './rule-keys.ts';

export const delay = defineBrokerAction({
  name: 'delay',
  shape: {
    delay: packetName('Holds this packet back for the time `by` says.'),
    by: wholeMilliseconds('How long the packet is held back.'),
    ...ruleKeys,
  },
  fault: (value) => ruleFault(value.delay, value),
  run(value, { host, broker }) {
    broker.rule(ruleOf(value.delay, value, { do: 'delay', ms: value.by }, host.variables));
  },
});
