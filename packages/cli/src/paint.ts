import { styleText } from 'node:util';

import type { Output, Shell } from './shell.ts';

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_style, text) => text;

const colourful: Paint = (style, text) => styleText(style, text, { validateStream: false });

/**
 * Colour goes to a terminal only. `--no-color` wins over FORCE_COLOR, which
 * wins over NO_COLOR, as in Node itself.
 */
export function choosePaint({ env }: Shell, output: Output, wanted: boolean): Paint {
  if (!wanted) return plain;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced === '0' || forced === 'false' ? plain : colourful;
  if ((env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return plain;
  return output.isTerminal ? colourful : plain;
}
