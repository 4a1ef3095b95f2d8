import { expect, it } from 'vitest';

import { choosePaint } from './paint.ts';
import { testShell } from './testing/test-shell.ts';

it.each([
  ['a terminal', true, {}, true, true],
  ['a pipe', false, {}, true, false],
  ['--no-color', true, { FORCE_COLOR: '1' }, false, false],
  ['NO_COLOR', true, { NO_COLOR: '1' }, true, false],
  ['an empty NO_COLOR', true, { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR in a pipe', false, { FORCE_COLOR: '1' }, true, true],
  ['FORCE_COLOR above NO_COLOR', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true, true],
  ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, true, false],
  ['a dumb terminal', true, { TERM: 'dumb' }, true, false],
])('%s', (_case, terminal, env: Record<string, string>, wanted, coloured) => {
  const shell = testShell({ terminal, env });
  const text = choosePaint(shell, shell.out, wanted)('red', 'x');
  expect(text).toBe(coloured ? '\u001b[31mx\u001b[39m' : 'x');
});
