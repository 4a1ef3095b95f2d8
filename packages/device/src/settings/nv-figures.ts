import { figure } from '@w800/kernel';

/** What an entry of the module's non-volatile storage may take. */
export const nvFigures = {
  keyCharsMax: figure(15, '1', 'documented', 'SDK wm_nvs.h'),
  textBytesMax: figure(4031, 'bytes', 'documented', 'NVS document'),
};
