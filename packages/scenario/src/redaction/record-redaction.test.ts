import type { TraceRecord } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { traceKindList } from '../faults/trace-kind-list.ts';
import { latin1, latin1Bytes } from '../show-bytes.ts';
import { RecordRedaction } from './record-redaction.ts';
import { TextRedaction } from './text-redaction.ts';

function open(): (kind: string, data: TraceRecord['data']) => TraceRecord['data'] {
  const redaction = new RecordRedaction(new TextRedaction());
  return (kind, data) => redaction.hide({ at: 0, kind, data }).data;
}

/** The bytes of a record as text. */
function shown(data: TraceRecord['data'], field = 'bytes'): string {
  const bytes = data[field];
  if (!(bytes instanceof Uint8Array)) throw new TypeError('not bytes');
  return latin1(bytes);
}

const line = 'AT+MQTTUSERCFG=0,1,"m","me","Geheim-4711",0,0,""\r\n';
const password = 'Geheim-4711';
const connect = latin1Bytes(`\x10\x1d\0\x04MQTT\x04\xc2\0\x3c\0\x01m\0\x02me\0\x0b${password}`);

describe('A record', () => {
  test('stays as it is: a copy of it is shown', () => {
    const bytes = latin1Bytes(line);
    const data = { bytes };
    const hidden = open()('uart.rx', data);
    expect(shown(hidden)).toContain('"me","***",0');
    expect([data.bytes === bytes, latin1(bytes)]).toEqual([true, line]);
  });

  test('of every kind that is treated apart is of a kind there is', () => {
    const names = new Set(traceKindList.map(({ name }) => name));
    const redaction = new RecordRedaction(new TextRedaction());
    expect(redaction.kinds.filter((kind) => !names.has(kind))).toEqual([]);
  });

  test('of bytes that got lost within a secret shows none of them', () => {
    const hide = open();
    hide('uart.rx', { bytes: latin1Bytes(line.slice(0, 34)) });
    expect(shown(hide('uart.overrun', { bytes: latin1Bytes('eim-47') }))).toBe('***');
    expect(shown(hide('uart.rx', { bytes: latin1Bytes('11",0,0,""\r\n') }))).not.toContain('11');
  });

  test('of bytes that got lost elsewhere shows them', () => {
    expect(shown(open()('uart.overrun', { bytes: latin1Bytes('AT+GMR\r\n') }))).toBe('AT+GMR\r\n');
  });

  test('of a packet that is no CONNECT as it should be shows nothing of it', () => {
    const data = { packet: 'malformed', bytes: connect };
    expect(open()('broker.packet', data)).toEqual({ ...data, bytes: latin1Bytes('***') });
    const ping = { packet: 'malformed', bytes: Uint8Array.of(0xc1, 0) };
    expect(open()('broker.packet', ping)).toEqual(ping);
  });

  test('has its lists and mappings looked through', () => {
    const given = { list: [{ text: line }], count: 1, none: undefined };
    expect(JSON.stringify(open()('test.any', given))).not.toContain(password);
  });
});

describe('A segment', () => {
  const flow = { source: '10.0.0.2', sourcePort: 49_152, destination: '10.0.0.1' };
  const segment = (sequence: number, payload: Uint8Array, flags = 'PSH ACK', port = 1883) => ({
    ...flow,
    destinationPort: port,
    sequence,
    flags,
    payload,
  });
  const none = new Uint8Array();
  const first = 0xffff_fff0;
  const next = first + 1;
  const cut = connect.length - 4;

  test('has the password hidden where another carries the rest of it, and when it is sent again', () => {
    const hide = open();
    hide('tcp.segment', segment(first, none, 'SYN'));
    const head = segment(next, connect.subarray(0, cut));
    const tail = segment((next + cut) >>> 0, connect.subarray(cut));
    const shownHead = `${latin1(connect.subarray(0, cut - 7))}*******`;
    expect(shown(hide('tcp.segment', head), 'payload')).toBe(shownHead);
    expect(shown(hide('tcp.lost', head), 'payload')).toBe(shownHead);
    expect(shown(hide('tcp.segment', tail), 'payload')).toBe('****');
    const whole = segment(next, connect);
    expect(shown(hide('tcp.segment', whole), 'payload')).toBe(`${shownHead}****`);
  });

  test('of a connection that begins anew at the same ports is looked at anew', () => {
    const hide = open();
    for (const start of [1_000, 5_000]) {
      hide('tcp.segment', segment(start, none, 'SYN'));
      const sent = hide('tcp.segment', segment(start + 1, connect));
      expect(shown(sent, 'payload')).not.toContain('Geh');
      const ping = Uint8Array.of(0xc0, 0);
      const later = segment(start + 1 + connect.length, ping);
      expect(hide('tcp.segment', later)['payload']).toBe(ping);
    }
  });

  test('of another connection has nothing to do with it', () => {
    const hide = open();
    hide('tcp.segment', segment(first, none, 'SYN'));
    hide('tcp.segment', segment(first, none, 'SYN', 80));
    hide('tcp.segment', segment(next, latin1Bytes('hello'), 'ACK', 80));
    expect(shown(hide('tcp.segment', segment(next, connect)), 'payload')).not.toContain('Geh');
  });
});
