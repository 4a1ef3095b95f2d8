import { expect, it } from 'vitest';
import { textOf } from './byte-string.ts';
import { encodeUpgradeAnswer } from './upgrade-answer.ts';

it('a refusal for the version names the version that is served', () => {
  expect(textOf(encodeUpgradeAnswer({ status: 426 }))).toBe(
    'HTTP/1.1 426 Upgrade Required\r\n' +
      'Upgrade: websocket\r\n' +
      'Connection: close\r\n' +
      'Sec-WebSocket-Version: 13\r\n' +
      'Content-Length: 0\r\n' +
      '\r\n',
  );
});
