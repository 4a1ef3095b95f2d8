import { describe, expect, test } from 'vitest';
import { LwipCongestion } from './lwip-congestion.ts';

const mss = 1_460;
const buffer = 8_760;

function opened(): LwipCongestion {
  const congestion = new LwipCongestion(4_380, buffer);
  congestion.open(mss);
  return congestion;
}

const flight = { oldest: 1, farthest: 1 + buffer, windowBytes: 65_535 };

describe("The module's congestion window", () => {
  test.each([
    [1_460, 4_380],
    [1_000, 4_000],
    [2_400, 4_800],
  ])('begins, with segments of %i bytes, with %i', (mssBytes, windowBytes) => {
    const congestion = new LwipCongestion(4_380, buffer);
    congestion.open(mssBytes);
    expect(congestion.windowBytes).toBe(windowBytes);
  });

  test('grows by what is acknowledged, two segments at most, up to the send buffer', () => {
    const congestion = opened();
    const windows = [2_920, 5_840, 100].map((bytes) => {
      congestion.acknowledged(bytes, 1);
      return congestion.windowBytes;
    });
    // The second is too much by a half, the third comes at the threshold already.
    expect(windows).toEqual([7_300, 10_220, 10_220]);
  });

  test('beyond that by one segment for each full window that is acknowledged', () => {
    const congestion = opened();
    for (let turn = 0; turn < 2; turn += 1) congestion.acknowledged(2_920, 1);
    const before = congestion.windowBytes;
    for (let turn = 0; turn < 3; turn += 1) congestion.acknowledged(2_920, 1);
    expect(congestion.windowBytes).toBe(before);
    congestion.acknowledged(2_920, 1);
    expect(congestion.windowBytes).toBe(before + mss);
  });

  test('falls to one segment at a timeout and then grows by one at a time, up to half', () => {
    const congestion = opened();
    for (let turn = 0; turn < 2; turn += 1) congestion.acknowledged(2_920, 1);
    congestion.expired({ ...flight, oldest: 10_001, farthest: 20_001 });
    expect(congestion.windowBytes).toBe(mss);
    const windows = [12_921, 15_841, 18_761, 20_001].map((place) => {
      congestion.acknowledged(2_920, place);
      return congestion.windowBytes;
    });
    // Half of 10,220 is 5,110, which the third is beyond.
    expect(windows).toEqual([2_920, 4_380, 5_840, 5_840]);
  });

  test('in recovery is half, three segments and one more for each further duplicate', () => {
    const congestion = opened();
    for (let turn = 0; turn < 2; turn += 1) congestion.acknowledged(2_920, 1);
    const resends = [1, 2, 3, 4, 5].map(() => congestion.duplicate(flight));
    expect(resends).toEqual([false, false, true, false, false]);
    expect(congestion.windowBytes).toBe(5_110 + 3 * mss + 2 * mss);
    expect(congestion.recovering).toBe(true);
    congestion.acknowledged(mss, 3_000);
    expect([congestion.recovering, congestion.windowBytes]).toEqual([false, 5_110]);
  });

  test('is halved by what the peer takes when that is less, but not below two segments', () => {
    const congestion = opened();
    for (let turn = 0; turn < 3; turn += 1) congestion.duplicate({ ...flight, windowBytes: 1_000 });
    congestion.acknowledged(mss, 3_000);
    expect(congestion.windowBytes).toBe(2 * mss);
  });

  test('two duplicates and something else between are no loss', () => {
    const congestion = opened();
    for (let turn = 0; turn < 4; turn += 1) {
      expect([congestion.duplicate(flight), congestion.duplicate(flight)]).toEqual([false, false]);
      congestion.otherwise();
    }
  });
});
