import { serialDefaults } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { LiveError } from '../live-error.ts';
import { parseTarget } from './target-address.ts';

function refusal(text: string): string {
  try {
    parseTarget(text);
  } catch (error) {
    if (error instanceof LiveError && error.code === 'LIVE_BAD_TARGET') return error.message;
    throw error;
  }
  throw new Error(`${text} was taken`);
}

describe('a target', () => {
  test.each([
    ['serial:/dev/ttyUSB0', '/dev/ttyUSB0', {}],
    ['serial:/dev/ttyUSB0@9600', '/dev/ttyUSB0', { baud: 9600 }],
    ['serial:COM3@921600,7e2', 'COM3', { baud: 921_600, dataBits: 7, parity: 'even', stopBits: 2 }],
    ['serial:/tmp/a@b/pty', '/tmp/a@b/pty', {}],
    ['serial:///dev/ttyS1@300,8O1', '/dev/ttyS1', { baud: 300, parity: 'odd' }],
  ])('%s is a serial port', (text, path, settings) => {
    const expected = { kind: 'serial', path, settings: { ...serialDefaults, ...settings } };
    expect(parseTarget(text)).toEqual(expected);
  });

  test.each([
    ['tcp:192.168.1.20:3333', { kind: 'tcp', host: '192.168.1.20', port: 3333 }],
    ['tcp:[::1]:1', { kind: 'tcp', host: '::1', port: 1 }],
    ['tcp:3333', { kind: 'tcp', host: '127.0.0.1', port: 3333 }],
    ['tcp://lab:65535', { kind: 'tcp', host: 'lab', port: 65_535 }],
    [
      'rfc2217:lab:2217@57600,8N1',
      { kind: 'rfc2217', host: 'lab', port: 2217, settings: { ...serialDefaults, baud: 57_600 } },
    ],
    ['rfc2217:lab:2217', { kind: 'rfc2217', host: 'lab', port: 2217, settings: serialDefaults }],
  ])('%s is at a host and port', (text, expected) => {
    expect(parseTarget(text)).toEqual(expected);
  });

  test.each([
    ['seriel:/dev/ttyUSB0', 'there is no target "seriel:"', 'Did you mean serial:?'],
    ['Serial:/dev/ttyUSB0', 'there is no target "Serial:"', 'Did you mean serial:?'],
    ['pty:/tmp/w800', 'there is no target "pty:"', 'Did you mean serial:?'],
    ['telnet:lab:2217', 'there is no target "telnet:"', 'Did you mean rfc2217:?'],
    ['usb:1', 'it does not say what it is', 'Did you mean tcp:usb:1?'],
    ['blue:tooth', 'there is no target "blue:"', 'serial:/dev/ttyUSB0@115200,8N1, tcp:'],
    ['/dev/ttyUSB0@9600', 'it does not say', 'Did you mean serial:/dev/ttyUSB0@9600?'],
    ['lab.example:3333', 'it does not say', 'Did you mean tcp:lab.example:3333?'],
    ['', 'it does not say', 'Write one of serial:'],
    ['serial:', 'it names no port', 'serial:/dev/ttyUSB0@115200'],
    ['serial:@9600', 'it names no port', 'serial:/dev/ttyUSB0@115200'],
    ['serial:/dev/a@', '"" is no baud rate', 'from 50 to 4000000'],
    ['serial:/dev/a@fast', '"fast" is no baud rate', 'from 50 to 4000000'],
    ['serial:/dev/a@49', '"49" is no baud rate', 'from 50 to 4000000'],
    ['serial:/dev/a@4000001', '"4000001" is no baud rate', 'from 50 to 4000000'],
    ['serial:/dev/a@9600,9N1', '"9N1" is no frame', 'as in @9600,8E2'],
    ['serial:/dev/a@9600,8N1,x', '"8N1,x" is no frame', 'as in @9600,8E2'],
    ['tcp:lab', 'it is no host and port', 'tcp:192.168.1.20:3333'],
    ['tcp:lab:0', '0 is no port', 'from 1 to 65535'],
    ['tcp:lab:65536', '65536 is no port', 'from 1 to 65535'],
    ['tcp:lab:3333@9600', 'has no baud rate', 'rfc2217:192.168.1.20:2217@115200'],
    ['rfc2217:lab:2217@x', '"x" is no baud rate', 'from 50 to 4000000'],
  ])('%s is none, and the message says what to write', (text, what, fix) => {
    expect(refusal(text)).toContain(`the target "${text}": `);
    expect(refusal(text)).toContain(what);
    expect(refusal(text)).toContain(fix);
  });
});
