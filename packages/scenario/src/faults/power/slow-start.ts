import { defineFault } from '../define-fault.ts';
import { wholeMilliseconds } from '../../fields/whole-milliseconds.ts';

export const slowStart = defineFault({
  name: 'slow-start',
  class: 'power',
  summary:
    'Every start takes that much longer, as after an update or with a supply that creeps up.',
  reaction: 'What is typed before `ready` is not answered; a host that only waits a while errs.',
  basis: { provenance: 'derived', source: 'SDK: the image check grows with the image' },
  schema: wholeMilliseconds('How much longer.'),
  example: '2s',
  lasts: true,
  apply({ module }, delayMs) {
    module.bootConditions.delayMs = delayMs;
    return () => {
      module.bootConditions.delayMs = 0;
    };
  },
});
