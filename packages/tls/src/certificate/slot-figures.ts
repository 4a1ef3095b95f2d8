import { figure } from '@w800/kernel';

/** What the module has room for. */
export const slotFigures = {
  flashBytes: figure(
    8192,
    'bytes',
    'assumed',
    'nothing states it; the user partition (0x1E0000, 0x2000) of the flash layout is the only part that is not taken by the image, its update and the settings',
  ),
};
