import { WorldError } from '../world-error.ts';
import type { AccessPointControl, JoinRefusal } from './access-point-control.ts';
import type { Cell } from './cell.ts';

/** Access points of a world, all or some, and what can be done to them. */
export class AccessPoints implements AccessPointControl {
  private readonly cells: readonly Cell[];

  constructor(cells: readonly Cell[]) {
    this.cells = cells;
  }

  /**
   * The one of that BSSID, or all of that name; all of them without a name.
   * @throws WorldError when there is none
   */
  named(ssidOrBssid?: string): AccessPoints {
    if (ssidOrBssid === undefined) return this;
    const bssid = ssidOrBssid.toLowerCase();
    const found = this.cells.filter(
      ({ point }) => point.bssid === bssid || point.ssid === ssidOrBssid,
    );
    if (found.length > 0) return new AccessPoints(found);
    const known = this.cells.map(({ point }) => `"${point.ssid}" ${point.bssid}`).join(', ');
    throw new WorldError(
      'WORLD_NO_ACCESS_POINT',
      `no access point is called "${ssidOrBssid}"`,
      known === '' ? 'describe one in the world' : `there are ${known}`,
    );
  }

  up(): void {
    for (const cell of this.cells) cell.up();
  }

  down(): void {
    for (const cell of this.cells) cell.down();
  }

  drop(code?: number): void {
    for (const cell of this.cells) cell.drop(code);
  }

  signal(rssi: number | undefined): void {
    for (const cell of this.cells) cell.signal(rssi);
  }

  loseBeacons(lost: boolean): void {
    for (const cell of this.cells) cell.loseBeacons(lost);
  }

  mute(muted: boolean): void {
    for (const cell of this.cells) cell.mute(muted);
  }

  refuse(rule: JoinRefusal | undefined): void {
    for (const cell of this.cells) cell.refuse(rule);
  }

  limit(stationsMax: number | undefined): void {
    for (const cell of this.cells) cell.limit(stationsMax);
  }

  password(password: string | undefined): void {
    for (const cell of this.cells) cell.password(password);
  }

  moveTo(channel: number | undefined, announced: boolean): void {
    for (const cell of this.cells) cell.moveTo(channel, announced);
  }
}
