import { packetName } from '../../fields/packet-name.ts';
import { defineBrokerAction } from './broker-action.ts';
import { ruleFault, ruleKeys, ruleOf } from './rule-keys.ts';

export const drop = defineBrokerAction({
  name: 'drop',
  shape: {
    drop: packetName('Loses this packet: the other end never sees it.'),
    ...ruleKeys,
  },
  fault: (value) => ruleFault(value.drop, value),
  run(value, { host, broker }) {
    broker.rule(ruleOf(value.drop, value, { do: 'drop' }, host.variables));
  },
});
