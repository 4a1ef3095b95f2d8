import { defineFault } from '../define-fault.ts';
import { aboutAccessPoint, accessPointAlone } from './which-access-point.ts';

export const accessPointSilent = defineFault({
  name: 'access-point-silent',
  class: 'wifi',
  summary:
    'Nothing passes between one access point and its stations, as behind a closing steel ' +
    'door; neither forgets the other.',
  reaction:
    'Shorter than 6 s nobody notices but TCP; longer, it is `WIFI DISCONNECT` and the way ' +
    'back.',
  basis: { provenance: 'documented', source: 'SDK wm_wifi.h' },
  schema: accessPointAlone,
  example: {},
  lasts: true,
  about: aboutAccessPoint,
  apply({ world }, { accessPoint }) {
    const points = world.accessPoints.named(accessPoint);
    points.mute(true);
    return () => points.mute(false);
  },
});
