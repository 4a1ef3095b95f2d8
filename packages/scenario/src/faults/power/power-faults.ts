import type { AnyFaultDefinition } from '../define-fault.ts';
import { bootText } from './boot-text.ts';
import { brownOut } from './brown-out.ts';
import { crash } from './crash.ts';
import { flashLost } from './flash-lost.ts';
import { powerCut } from './power-cut.ts';
import { resetPin } from './reset-pin.ts';
import { slowStart } from './slow-start.ts';

export const powerFaults: readonly AnyFaultDefinition[] = [
  bootText,
  brownOut,
  crash,
  flashLost,
  powerCut,
  resetPin,
  slowStart,
];
