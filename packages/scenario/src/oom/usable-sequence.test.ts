import { describe, expect, test } from 'vitest';
import { worldSchema, type WorldInput } from '../world/world-schema.ts';
import { usableSequence } from './usable-sequence.ts';

function linesFor(input: WorldInput): readonly string[] {
  return usableSequence({ world: worldSchema.parse(input) }).map(({ line }) => line);
}

const wifi = { ssid: 'a"b,c', password: String.raw`1234\5678` };

describe('the lines that show that a module can be used', () => {
  test('a world without a network leaves AT', () => {
    expect(linesFor({})).toEqual(['AT']);
  });

  test('a network can be joined, whatever its name', () => {
    expect(linesFor({ wifi })).toEqual([
      'AT',
      'AT+CWMODE=1',
      String.raw`AT+CWJAP="a\"b\,c","1234\\5678"`,
    ]);
  });

  test.each([
    [{}, '0,1,"usable","","",0,0,""'],
    [{ tls: true }, '0,2,"usable","","",0,0,""'],
    [{ tls: { clientCertificate: 'required' } }, '0,4,"usable","","",0,0,""'],
    [{ websocket: { path: '/up' } }, '0,6,"usable","","",0,0,"/up"'],
    [{ tls: true, websocket: true }, '0,7,"usable","","",0,0,""'],
    [{ tls: { clientCertificate: 'requested' }, websocket: true }, '0,9,"usable","","",0,0,""'],
    [{ users: [{ username: 'me', password: 'pw' }] }, '0,1,"usable","me","pw",0,0,""'],
  ] as const)('a broker with %o is met with %s', (spoken, settings) => {
    const broker = { host: 'b.example', port: 99, ...spoken } as WorldInput['broker'];
    expect(linesFor({ wifi, broker }).slice(3)).toEqual([
      `AT+MQTTUSERCFG=${settings}`,
      'AT+MQTTCONN=0,"203.0.113.10",99,0',
      'AT+MQTTPUB=0,"usable","1",1,0',
      'AT+MQTTCLEAN=0',
    ]);
  });

  test('a bare peer, or a password that no command line takes, leaves the network', () => {
    const host = '192.168.10.234';
    expect(linesFor({ wifi, broker: { host, raw: true } })).toHaveLength(3);
    const users = [{ username: 'me', password: 'x'.repeat(65) }];
    expect(linesFor({ wifi, broker: { host, users } })).toHaveLength(3);
  });
});
