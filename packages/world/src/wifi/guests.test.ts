import { Kernel, millisecond, second } from '@w800/kernel';
import type { JoinFailure, OwnAccessPoint } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { airGuest } from './guests.ts';
import { World } from '../world.ts';

const phone = '02:00:00:00:00:11';

/** A world with a softAP that writes down what happens to it. */
class SoftApOnAir {
  readonly kernel = new Kernel({ seed: 1 });
  readonly world = new World(this.kernel, { accessPoints: [] });
  readonly heard: string[] = [];
  readonly air: string[] = [];
  refusal: JoinFailure | undefined;
  address: string | undefined = '192.168.10.2';
  readonly onAir;

  constructor() {
    const note = (what: string): void => {
      this.heard.push(`${this.kernel.now / millisecond} ${what}`);
    };
    const own: OwnAccessPoint = {
      ssid: 'kitchen',
      bssid: '2a:6d:cd:00:00:01',
      channel: 5,
      security: 3,
      hidden: false,
      admit: (mac, password) => {
        note(`admit ${mac} "${password}"`);
        return this.refusal;
      },
      offer: () => this.address,
      lease: (mac) => note(`lease ${mac}`),
      left: (mac) => note(`left ${mac}`),
      silent: (mac) => note(`silent ${mac}`),
    };
    this.onAir = this.world.medium.announce(own);
    this.kernel.trace.on(airGuest, ({ data }) => this.air.push(data.event));
  }

  join(ssid = 'kitchen'): void {
    this.world.guests.join({ mac: phone, ssid, password: '12345678' });
  }

  async run(durationNs: number): Promise<void> {
    await this.kernel.runFor(durationNs);
  }
}

describe('A station of the world', () => {
  test('is in after the frames of a join, 30 ms, and has its address 108 ms later', async () => {
    const softAp = new SoftApOnAir();
    softAp.join();
    expect(softAp.heard).toEqual([]);
    await softAp.run(1 * second);
    expect(softAp.heard).toEqual([`30 admit ${phone} "12345678"`, `138 lease ${phone}`]);
    expect(softAp.air).toEqual(['joined']);
  });

  test('that is refused asks for no address', async () => {
    const softAp = new SoftApOnAir();
    softAp.refusal = 'wrong-password';
    softAp.join();
    await softAp.run(1 * second);
    expect(softAp.heard).toEqual([`30 admit ${phone} "12345678"`]);
    expect(softAp.air).toEqual(['wrong-password']);
  });

  test('without an answer to its DHCP stays without an address', async () => {
    const softAp = new SoftApOnAir();
    softAp.address = undefined;
    softAp.join();
    await softAp.run(60 * second);
    expect(softAp.heard).toEqual([`30 admit ${phone} "12345678"`]);
  });

  test('finds no other name, nothing off the air, and nothing in silence', async () => {
    const softAp = new SoftApOnAir();
    softAp.join('bathroom');
    await softAp.run(1 * second);
    softAp.world.link.down();
    softAp.join();
    await softAp.run(1 * second);
    softAp.world.link.up();
    softAp.onAir.off();
    softAp.join();
    await softAp.run(1 * second);
    expect(softAp.heard).toEqual([]);
    expect(softAp.air).toEqual(['no-access-point', 'no-access-point', 'no-access-point']);
  });

  test('says that it leaves, once, also before it joins anew', async () => {
    const softAp = new SoftApOnAir();
    softAp.join();
    await softAp.run(1 * second);
    softAp.heard.length = 0;
    softAp.join();
    await softAp.run(1 * second);
    softAp.world.guests.leave(phone);
    softAp.world.guests.leave(phone);
    await softAp.run(1 * second);
    expect(softAp.heard).toEqual([
      `1002 left ${phone}`,
      `1030 admit ${phone} "12345678"`,
      `1138 lease ${phone}`,
      `2002 left ${phone}`,
    ]);
  });

  test('that changes its mind in the middle never comes', async () => {
    const softAp = new SoftApOnAir();
    softAp.join();
    await softAp.run(20 * millisecond);
    softAp.world.guests.leave(phone);
    await softAp.run(1 * second);
    expect(softAp.heard).toEqual([]);
  });

  test('that leaves during DHCP takes no address', async () => {
    const softAp = new SoftApOnAir();
    softAp.join();
    await softAp.run(100 * millisecond);
    softAp.world.guests.leave(phone);
    await softAp.run(1 * second);
    expect(softAp.heard).toEqual([`30 admit ${phone} "12345678"`, `102 left ${phone}`]);
  });

  test('is lost after 6 s of silence, and a leave in silence is not heard', async () => {
    const softAp = new SoftApOnAir();
    softAp.join();
    await softAp.run(1 * second);
    softAp.world.link.down();
    await softAp.run(5_999 * millisecond);
    expect(softAp.heard).toHaveLength(2);
    await softAp.run(1 * millisecond);
    expect(softAp.heard.slice(2)).toEqual([`7000 silent ${phone}`]);
    softAp.world.link.up();
    softAp.join();
    await softAp.run(1 * second);
    softAp.world.link.down();
    softAp.world.guests.leave(phone);
    await softAp.run(1 * second);
    expect(softAp.heard.at(-1)).toBe(`8000 silent ${phone}`);
  });

  test('that is sent away, or whose softAP goes, is gone without a word of its own', async () => {
    const softAp = new SoftApOnAir();
    softAp.join();
    await softAp.run(1 * second);
    softAp.onAir.drop(phone);
    softAp.onAir.drop(phone);
    softAp.world.guests.leave(phone);
    softAp.join();
    await softAp.run(1 * second);
    softAp.onAir.off();
    await softAp.run(1 * second);
    expect(softAp.heard.filter((line) => /left|silent/.test(line))).toEqual([]);
    expect(softAp.air).toEqual(['joined', 'sent-away', 'joined', 'sent-away']);
  });
});
