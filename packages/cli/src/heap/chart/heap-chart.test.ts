import { describe, expect, it } from 'vitest';

import { exampleHeap } from '../../testing/example-heap.ts';
import { heapChart, type HeapChart } from './heap-chart.ts';

const example = exampleHeap(150_000);

const draw = (changes: Partial<HeapChart> = {}) =>
  heapChart({ title: 'A <b> & "c"', subtitle: 'peak', ...example, ...changes });

/** Where the drawn outline of a family goes, as pixels from left and top. */
function outlineOf(svg: string, family: string): readonly (readonly [number, number])[] {
  const [, d = ''] = new RegExp(`d="([^"]*)"><title>${family}<`).exec(svg) ?? [];
  let [x, y] = [0, 0];
  return [...d.matchAll(/([MHV])([\d.]+)(?: ([\d.]+))?/g)].map(([, word, first, second]) => {
    if (word === 'V') y = Number(first);
    else x = Number(first);
    if (second !== undefined) y = Number(second);
    return [x, y] as const;
  });
}

const textAt = (svg: string, text: string) =>
  Number(new RegExp(`y="([\\d.]+)"[^>]*>${text}<`).exec(svg)?.[1]);

describe('the chart of a heap', () => {
  it('is an XML document without scripts that shows names as text', () => {
    const svg = draw();
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
    expect(svg).toContain('>A &lt;b&gt; &amp; &quot;c&quot;</text>');
    expect(svg).not.toMatch(/<script|on\w+=|NaN|undefined|Infinity/);
    const open = [...svg.matchAll(/<(\w+)(?:\s[^>]*[^/>]|)>/g)].map(([, name]) => name);
    const closed = [...svg.matchAll(/<\/(\w+)>/g)].map(([, name]) => name);
    expect(open.toSorted(compare)).toEqual(closed.toSorted(compare));
  });

  it('draws every family on top of those before it, step by step', () => {
    const svg = draw();
    const full = textAt(svg, '0');
    const perByte = (full - textAt(svg, '200 KiB')) / (200 * 1024);
    const level = (bytes: number) => Math.round((full - bytes * perByte) * 10) / 10;
    const [left, right] = [64, 900];
    const x = (part: number) => Math.round((left + (right - left) * part) * 10) / 10;
    const wifi = outlineOf(svg, 'wifi');
    expect(wifi.map(([at]) => at)).toContain(x(0.1));
    expect(wifi.map(([, y]) => y).toSorted((a, b) => a - b)[0]).toBeCloseTo(level(100_000), 0);
    const tls = outlineOf(svg, 'tls');
    expect(tls.map(([at]) => at)).toEqual(expect.arrayContaining([x(0.5), x(0.8)]));
    expect(tls.map(([, y]) => y).toSorted((a, b) => a - b)[0]).toBeCloseTo(level(150_000), 0);
    // What is below is drawn later, and covers it.
    expect(svg.indexOf('<title>tls<')).toBeLessThan(svg.indexOf('<title>wifi<'));
  });

  it('marks the worst moment with what was free, and says who held what then', () => {
    const svg = draw();
    expect(svg).toContain('>106.2 KiB free<');
    expect(svg).toContain('>capacity 252.7 KiB<');
    expect(svg).toContain('>wifi 97.7 KiB<');
    expect(svg).toContain('>tls 48.8 KiB<');
    expect(svg).toContain('>0<');
    expect(svg).toContain('>250 KiB<');
    expect(svg).toMatch(/<circle class="dot" cx="482"/);
  });

  it('leaves out the text for which there is no room', () => {
    expect(draw(exampleHeap(258_000))).not.toContain('B free<');
  });

  it('has room for many families, and colours of their own', () => {
    const families = Array.from({ length: 30 }, (_, index) => `family${index}`);
    const timeline = {
      ...example.timeline,
      families,
      samples: [{ at: 0, bytes: families.map(() => 1_000) }],
    };
    const svg = draw({ timeline });
    const [, height = ''] = /height="(\d+)"/.exec(svg) ?? [];
    const last = Number(/translate\(0 (\d+)\)/.exec(svg)?.[1]) + textAt(svg, 'family29 0 B');
    expect(last).toBeLessThan(Number(height));
    const places = [...svg.matchAll(/<rect x="(\d+)"/g)].map(([, x]) => Number(x));
    expect(Math.max(...places)).toBeLessThan(900);
  });

  it('can be drawn of a run that took no time', () => {
    const svg = draw({ timeline: { ...example.timeline, endAt: 0 } });
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it('cuts a title that is too long, and keeps it for whoever points at it', () => {
    const title = 'x'.repeat(200);
    const svg = draw({ title });
    expect(svg).toContain(`<title>${title}</title>`);
    expect(svg).toContain(`>${'x'.repeat(99)}…</text>`);
  });
});

function compare(a = '', b = ''): number {
  return a < b ? -1 : Number(a > b);
}
