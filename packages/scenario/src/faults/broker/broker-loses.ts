import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { packetName } from '../../fields/packet-name.ts';
import { atBroker } from './at-broker.ts';

export const brokerLoses = defineFault({
  name: 'broker-loses',
  class: 'broker',
  summary: 'Packets of one kind are lost between broker and client, and the connection stands.',
  reaction:
    'What waits for them ends after 10 s: `ERROR` for a publish, `+MQTTDISCONNECTED:0` and then ' +
    '`ERROR` for a subscription.',
  basis: { provenance: 'documented', source: 'AT MQTT document' },
  schema: z.strictObject({ ...atBroker, packet: packetName('Which.') }),
  example: { packet: 'puback' },
  lasts: true,
  stacks: true,
  apply({ broker }, { host, packet }) {
    const handle = broker(host).rule({ packet, times: 'always', action: { do: 'drop' } });
    return () => handle.cancel();
  },
});
