import { valuesOf } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { baudDivisor, moduleClock } from './baud-divisor.ts';
import { baudRates } from './baud-rates.ts';
import { LineRecorder } from './line-recorder.ts';
import { uartFigures } from './uart-figures.ts';

const figures = valuesOf(uartFigures);
const apbHz = 40_000_000n;
const secondNs = 1_000_000_000n;
const frames = 5000;
/** How much too fast each rate is, in thousandths of a percent. */
const errors: readonly (readonly [baud: number, perHundredThousand: number])[] = [
  [600, 1],
  [1200, 1],
  [1800, 1],
  [2400, 4],
  [4800, 4],
  [9600, 16],
  [19_200, 16],
  [38_400, 64],
  [57_600, 64],
  [115_200, 64],
  [230_400, 353],
  [460_800, 937],
  [921_600, 937],
  [1_000_000, 0],
  [1_250_000, 0],
  [1_500_000, 2564],
  [2_000_000, 0],
];

/** Sixteenths of an APB cycle a bit takes, from the rule of the driver, in exact arithmetic. */
function sixteenthsOfBit(baud: number): { register: bigint; sixteenths: bigint } {
  const unit = 16n * BigInt(baud);
  const integer = apbHz / unit - 1n;
  const fraction = (16n * (apbHz % unit)) / unit;
  return {
    register: integer | (fraction << 16n),
    sixteenths: 16n * (16n * (integer + 1n) + fraction),
  };
}

function nearest(numerator: bigint, denominator: bigint): number {
  return Number((2n * numerator + denominator) / (2n * denominator));
}

test.each(errors)('%i baud are too fast by %i thousandths of a percent', (baud, error) => {
  const nominal = BigInt(baud) * sixteenthsOfBit(baud).sixteenths;
  expect(nearest((16n * apbHz - nominal) * 100_000n, nominal)).toBe(error);
  // The clock the model runs on is that rate: a million bits of it.
  const bits = 1_000_000n;
  const taken = moduleClock(baud, figures).span(Number(bits));
  expect(taken).toBe(nearest(bits * sixteenthsOfBit(baud).sixteenths * secondNs, 16n * apbHz));
});

describe.each(baudRates)('at %i baud', (baud) => {
  const { register, sixteenths } = sixteenthsOfBit(baud);

  test('the register holds what the driver works out', () => {
    const { integer, fraction } = baudDivisor(baud, figures);
    expect(BigInt(integer) | (BigInt(fraction) << 16n)).toBe(register);
  });

  test('every byte of a long run leaves the module on its nanosecond', async () => {
    const recorder = new LineRecorder({ chunkBytesMax: 1 });
    recorder.line.module.configure({ baud });
    recorder.line.host.configure({ baud });
    recorder.line.module.write(new Uint8Array(frames), () => {});
    await recorder.kernel.runFor(200_000_000_000);
    const ends = recorder.bursts('uart.tx').map(([, endedAt]) => endedAt);
    const due = Array.from({ length: frames }, (_, index) =>
      nearest(BigInt(10 * (index + 1)) * sixteenths * secondNs, 16n * apbHz),
    );
    expect(ends).toEqual(due);
  });

  test('every byte of a long run leaves the host at the nominal rate', async () => {
    const recorder = new LineRecorder();
    const due: number[] = [];
    const sent: number[] = [];
    recorder.line.host.configure({ baud });
    for (let count = 1; count <= frames; count += 1) {
      recorder.line.host.write(new Uint8Array(1));
      sent.push(recorder.line.host.sentAt);
      due.push(nearest(BigInt(10 * count) * secondNs, BigInt(baud)));
    }
    expect(sent).toEqual(due);
  });
});
