import { defineFault } from '../define-fault.ts';
import { brokerAlone } from './at-broker.ts';

export const brokerSilent = defineFault({
  name: 'broker-silent',
  class: 'broker',
  summary: 'The broker takes everything and answers nothing; TCP goes on acknowledging.',
  reaction:
    'QoS 0 is sent and answered `OK`; QoS 1 and 2 end in `ERROR` after 10 s; after two ' +
    'keepalives without PINGRESP `+MQTTDISCONNECTED:0`.',
  basis: { provenance: 'documented', source: 'AT MQTT document' },
  schema: brokerAlone,
  example: {},
  lasts: true,
  about: ({ host }) => host ?? '',
  apply({ broker }, { host }) {
    const end = broker(host);
    end.mute(true);
    return () => end.mute(false);
  },
});
