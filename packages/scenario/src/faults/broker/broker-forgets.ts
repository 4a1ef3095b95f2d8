import { defineFault } from '../define-fault.ts';
import { brokerAlone } from './at-broker.ts';

export const brokerForgets = defineFault({
  name: 'broker-forgets',
  class: 'broker',
  summary: 'The broker loses every session it keeps, and ends its connections.',
  reaction:
    '`+MQTTDISCONNECTED:0`; with reconnect 1 CONNACK says that no session is present, and the ' +
    'module subscribes again to what it remembers.',
  basis: { provenance: 'derived', source: 'AT MQTT document, MQTT 3.1.1 section 3.2.2.2' },
  schema: brokerAlone,
  example: {},
  lasts: false,
  apply({ broker }, { host }) {
    const end = broker(host);
    end.forgetSessions();
    end.disconnect();
    return undefined;
  },
});
