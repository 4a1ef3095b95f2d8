import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const flashLost = defineFault({
  name: 'flash-lost',
  class: 'power',
  summary: 'The flash forgets every stored setting, as when its partition is damaged.',
  reaction:
    'Until the next start nothing; then the module has the settings of the factory: no network ' +
    'is joined, the line is at 115200 baud.',
  basis: { provenance: 'derived', source: 'SDK wm_nvs.h: a key that is not there has its default' },
  schema: z.literal(true),
  example: true,
  lasts: false,
  apply({ module }) {
    module.eraseStored();
    return undefined;
  },
});
