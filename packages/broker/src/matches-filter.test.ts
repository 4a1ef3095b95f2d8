import { describe, expect, test } from 'vitest';
import { matchesFilter } from './matches-filter.ts';

describe('A topic name', () => {
  test.each([
    ['a/b', 'a/b', true],
    ['a/b', 'a/B', false],
    ['a/b', 'a', false],
    ['a', 'a/b', false],
    ['a/b', 'a/+', true],
    ['a/b/c', 'a/+', false],
    ['a/', 'a/+', true],
    ['a', 'a/+', false],
    ['a/b/c', 'a/#', true],
    ['a', 'a/#', true],
    ['b', 'a/#', false],
    ['/', '+/+', true],
    ['/a', '+', false],
    ['anything/at/all', '#', true],
    ['$SYS/x', '#', false],
    ['$SYS/x', '+/x', false],
    ['$SYS/x', '$SYS/#', true],
  ])('"%s" matches "%s": %s [MQTT-4.7.1-2] [MQTT-4.7.1-3] [MQTT-4.7.2-1]', (topic, filter, yes) => {
    expect(matchesFilter(topic, filter)).toBe(yes);
  });
});
