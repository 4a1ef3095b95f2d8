import { hexField } from '../../fields/hex-field.ts';
import { packetName } from '../../fields/packet-name.ts';
import { defineBrokerAction } from './broker-action.ts';
import { ruleFault, ruleKeys, ruleOf } from './rule-keys.ts';

export const replace = defineBrokerAction({
  name: 'replace',
  shape: {
    replace: packetName('Sends the bytes of `hex` instead of this packet.'),
    hex: hexField('The bytes that are sent instead, in hexadecimal digits.'),
    ...ruleKeys,
  },
  fault: (value) => ruleFault(value.replace, value),
  run(value, { host, broker }) {
    const action = { do: 'replace', bytes: value.hex } as const;
    broker.rule(ruleOf(value.replace, value, action, host.variables));
  },
});
