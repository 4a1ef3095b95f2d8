import { defineFault } from '../define-fault.ts';
import { aboutAccessPoint, accessPointAlone } from './which-access-point.ts';

export const accessPointDown = defineFault({
  name: 'access-point-down',
  class: 'wifi',
  summary: 'The access point is switched off. Repaired, it is back and knows none of its stations.',
  reaction:
    'After 6 s without a beacon `WIFI DISCONNECT`, with a session `+MQTTDISCONNECTED:0`; once ' +
    'it is back, `WIFI CONNECTED` and `WIFI GOT IP` at the next attempt of `AT+CWRECONNCFG`.',
  basis: { provenance: 'documented', source: 'SDK wm_wifi.h, AT Wi-Fi document' },
  schema: accessPointAlone,
  example: {},
  lasts: true,
  about: aboutAccessPoint,
  apply({ world }, { accessPoint }) {
    const points = world.accessPoints.named(accessPoint);
    points.down();
    return () => points.up();
  },
});
