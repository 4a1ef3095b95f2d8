import { expect, it } from 'vitest';

import { schemes } from './schemes.ts';
import type { Situation } from './situation.ts';
import { situations } from './situations.ts';
import { certificatesOf } from './usual-world.ts';

const all: readonly Situation[] = Object.values(situations).flat();

it('has a name for each situation that no other one has', () => {
  const names = all.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it('expects and tries outside of the twin only what a situation is about', () => {
  for (const { name, about, connects, real } of all) {
    const tried = typeof real === 'string' ? [] : real.schemes;
    const strange = [...connects, ...tried].filter((scheme) => !about.includes(scheme));
    expect([name, strange]).toEqual([name, []]);
  }
});

it('meets every scheme outside of the twin', () => {
  const tried = all.flatMap(({ real }) => (typeof real === 'string' ? [] : real.schemes));
  expect([...new Set(tried)].toSorted((a, b) => a - b)).toEqual(schemes.all);
});

it('names the key of each certificate, since it is written to a file by its name', () => {
  for (const situation of all) {
    const keys = Object.values(certificatesOf(situation)).map(({ key }) => key);
    expect([situation.name, keys.includes(undefined)]).toEqual([situation.name, false]);
  }
});

it('gives every module the same slots outside of the twin', () => {
  const met = all.filter(({ real }) => typeof real !== 'string');
  const usual = JSON.stringify(['authority', 'module'].map((name) => certificatesOf({})[name]));
  for (const situation of met) {
    expect(situation.module).toBeUndefined();
    const own = certificatesOf(situation);
    expect(JSON.stringify([own['authority'], own['module']])).toBe(usual);
  }
});
