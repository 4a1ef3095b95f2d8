import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { packetName } from '../../fields/packet-name.ts';
import { atBroker } from './at-broker.ts';

export const brokerRepeats = defineFault({
  name: 'broker-repeats',
  class: 'broker',
  summary: 'Packets of one kind arrive twice, a PUBLISH the second time with DUP.',
  reaction:
    'A message with QoS 1 is printed twice, one with QoS 2 once; acknowledgements that come ' +
    'twice change nothing.',
  basis: { provenance: 'documented', source: 'MQTT 3.1.1 section 4.3' },
  schema: z.strictObject({ ...atBroker, packet: packetName('Which.') }),
  example: { packet: 'publish' },
  lasts: true,
  stacks: true,
  apply({ broker }, { host, packet }) {
    const handle = broker(host).rule({ packet, times: 'always', action: { do: 'duplicate' } });
    return () => handle.cancel();
  },
});
