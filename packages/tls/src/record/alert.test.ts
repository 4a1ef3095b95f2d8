import { expect, test } from 'vitest';
import { decodeAlert, encodeAlert } from './alert.ts';

test('an alert is its level and its number', () => {
  expect(encodeAlert({ level: 'warning', name: 'close_notify' })).toEqual(Uint8Array.of(1, 0));
  expect(encodeAlert({ level: 'fatal', name: 'unknown_ca' })).toEqual(Uint8Array.of(2, 48));
  expect(encodeAlert({ level: 'fatal', name: 'no_application_protocol' })).toEqual(
    Uint8Array.of(2, 120),
  );
});

test('every number is read, and written again as it was', () => {
  const names = new Set<string>();
  for (let id = 0; id <= 255; id += 1) {
    const payload = Uint8Array.of(2, id);
    const alert = decodeAlert(payload);
    names.add(alert?.name ?? 'none');
    expect(alert && encodeAlert(alert)).toEqual(payload);
  }
  expect(names.size).toBe(256);
  expect(decodeAlert(Uint8Array.of(1, 99))).toEqual({ level: 'warning', name: 'alert_99' });
});

test('a level of neither kind is a warning', () => {
  expect(decodeAlert(Uint8Array.of(7, 40))).toEqual({
    level: 'warning',
    name: 'handshake_failure',
  });
});

test('one byte, or three, are no alert', () => {
  expect(decodeAlert(Uint8Array.of(2))).toBeUndefined();
  expect(decodeAlert(Uint8Array.of(2, 40, 0))).toBeUndefined();
});
