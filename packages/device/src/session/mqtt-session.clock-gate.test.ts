import { describe, expect, test } from 'vitest';
import { SecureDesk } from '../testing/secure-desk.ts';
import { timeServer } from '../testing/time-server.ts';

const error = '\r\nERROR\r\n';

/** A module whose clock nobody has set. */
async function unset(scheme: number): Promise<SecureDesk> {
  return SecureDesk.onScheme(scheme, { now: undefined });
}

describe('the clock of the module', () => {
  test.each([
    ['SNTP-01', 3],
    ['SNTP-02', 5],
    ['SNTP-03', 8],
    ['SNTP-04', 10],
  ])('%s: before it is set scheme %i is refused a connection', async (_id, scheme) => {
    const desk = await unset(scheme);
    expect(await desk.open()).toBe(error);
    expect(await desk.state()).toBe(1);
    expect(desk.front.handshakes).toMatchObject([{ failure: { name: 'certificate_unknown' } }]);
    desk.module.clock.set(SecureDesk.now);
    expect(await desk.open()).toContain('+MQTTCONNECTED');
  });

  test.each([1, 2, 4, 6, 7, 9])(
    'SNTP-06: before it is set scheme %i connects all the same',
    async (scheme) => {
      const desk = await unset(scheme);
      expect(await desk.open()).toContain(`+MQTTCONNECTED:0,${scheme},`);
    },
  );

  test.each([3, 5, 8, 10])(
    'SNTP-15: it survives AT+RST for scheme %i, and no power cut',
    async (scheme) => {
      const desk = await unset(scheme);
      desk.medium.onDatagram = timeServer(SecureDesk.now);
      await desk.ask('AT+CIPSNTPCFG=1,8,"10.0.0.1"', 6_000);
      desk.medium.onDatagram = undefined;
      const again = async (): Promise<string> => {
        await desk.run(1_000);
        await desk.ask('AT+CWJAP="home","12345678"', 2_000);
        await desk.user(scheme);
        return desk.open();
      };
      await desk.ask('AT+RST');
      expect(await again()).toContain('+MQTTCONNECTED');
      desk.module.powerOff();
      desk.module.powerOn();
      expect(await again()).toBe(error);
    },
  );
});
