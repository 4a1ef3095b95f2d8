import { expect, test } from 'vitest';
import { openPty } from './native-pty.ts';

test.each([
  [
    'is not installed',
    () => {
      throw new Error("Cannot find module '@lydell/node-pty/requireBinary.js'\nRequire stack: …");
    },
    "Cannot find module '@lydell/node-pty/requireBinary.js'",
  ],
  ['answers otherwise', () => ({ open: () => ({}) }), 'otherwise than expected'],
])('a package that %s: the error says how to do without', (_what, load, reason) => {
  const message = expect.stringMatching(
    new RegExp(
      `^there is no pseudo terminal: .*${reason}.* \\(install .*socat pty,raw,echo=0,[^\\n]*$`,
    ),
  ) as string;
  expect(() => openPty(load)).toThrow(expect.objectContaining({ code: 'LIVE_NO_PTY', message }));
});
