import { defineFault } from '../define-fault.ts';
import { brokerAlone } from './at-broker.ts';

export const brokerDown = defineFault({
  name: 'broker-down',
  class: 'broker',
  summary: 'The broker is dead: its connections end by RST and new ones are refused.',
  reaction:
    '`+MQTTDISCONNECTED:0` at once; `AT+MQTTCONN` ends in `ERROR`; with reconnect 1 the module ' +
    'is back within 10 s of the repair.',
  basis: { provenance: 'documented', source: 'AT MQTT document; the 10 s are assumed' },
  schema: brokerAlone,
  example: {},
  lasts: true,
  about: ({ host }) => host ?? '',
  apply({ broker }, { host }) {
    const end = broker(host);
    if (end.listens) end.stop();
    return () => {
      if (!end.listens) end.start();
    };
  },
});
