import { defineFault } from '../define-fault.ts';
import { aboutAccessPoint, accessPointAlone } from './which-access-point.ts';

export const beaconsLost = defineFault({
  name: 'beacons-lost',
  class: 'wifi',
  summary:
    'The beacons of the access point and its answers to probes are not heard; data passes all ' +
    'the time.',
  reaction:
    'Data passes for 6 s, then `WIFI DISCONNECT` all the same; no attempt to come back finds ' +
    'it.',
  basis: { provenance: 'documented', source: 'SDK wm_wifi.h' },
  schema: accessPointAlone,
  example: {},
  lasts: true,
  about: aboutAccessPoint,
  apply({ world }, { accessPoint }) {
    const points = world.accessPoints.named(accessPoint);
    points.loseBeacons(true);
    return () => points.loseBeacons(false);
  },
});
