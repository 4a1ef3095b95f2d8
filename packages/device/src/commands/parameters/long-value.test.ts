import { describe, expect, test } from 'vitest';
import { Desk } from '../../testing/desk.ts';
import { MqttDesk } from '../../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const prompt = `${ok}\r\n>`;
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const userLine = 'AT+MQTTUSERCFG=0,1,"c","u","p",0,0,"/"';

interface Long {
  readonly name: string;
  readonly field: 'clientId' | 'username' | 'password';
}

const clientId: Long = { name: 'AT+MQTTLONGCLIENTID', field: 'clientId' };
const username: Long = { name: 'AT+MQTTLONGUSERNAME', field: 'username' };
const password: Long = { name: 'AT+MQTTLONGPASSWORD', field: 'password' };

/** What the query shows when one field of `userLine` is another. */
function shown({ field }: Long, value: string): string {
  const user = { clientId: 'c', username: 'u', password: 'p', [field]: value };
  const texts = [user.clientId, user.username, user.password].map((text) => `"${text}"`);
  return `+MQTTUSERCFG:0,1,${texts.join(',')},0,0,"/"\r\n${ok}`;
}

async function configured(): Promise<MqttDesk> {
  const desk = await MqttDesk.inState(0);
  await desk.ask(userLine);
  return desk;
}

describe('the LONG commands', () => {
  test.each([
    ['LCID-01, LCID-02, LCID-03', clientId],
    ['LUSR-01, LUSR-02, LUSR-03', username],
    ['LPWD-01, LPWD-02, LPWD-03', password],
  ])('%s: OK and the prompt, and the second OK at the last byte', async (_ids, long) => {
    const desk = await configured();
    expect(await desk.ask(`${long.name}=0,5`)).toBe(prompt);
    expect(await desk.data('abcd', 600_000)).toBe('');
    expect(await desk.ask('')).toBe(ok);
    // The fifth byte was a CR, so the LF behind it begins the next line.
    expect(await desk.ask('AT')).toBe('\r\nCMD FORMAT ERR\r\n');
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(shown(long, 'abcd\r'));
  });

  test.each([
    ['LCID-04, LCID-05', clientId],
    ['LUSR-04, LUSR-05', username],
    ['LPWD-04, LPWD-05', password],
  ])('%s: lengths 1 and 1024 are accepted', async (_ids, long) => {
    const desk = await configured();
    for (const length of [1, 1024]) {
      expect(await desk.ask(`${long.name}=0,${length}`)).toBe(prompt);
      expect(await desk.data('x'.repeat(length - 1), 200)).toBe('');
      expect(await desk.data('y')).toBe(ok);
      const value = `${'x'.repeat(length - 1)}y`;
      expect(await desk.ask('AT+MQTTUSERCFG?', 300)).toBe(shown(long, value));
    }
  });

  test.each([
    ['LCID-06, LCID-07, CORE-21', clientId],
    ['LUSR-06, LUSR-07, CORE-21', username],
    ['LPWD-06, LPWD-07, CORE-21', password],
  ])('%s: lengths 0, 1025 and such are refused without a prompt', async (_ids, { name }) => {
    const desk = await configured();
    for (const length of ['0', '1025', '-1', '', '"5"', '5,0', '5,']) {
      expect(await desk.ask(`${name}=0,${length}`)).toBe(parseError);
    }
    expect(await desk.ask('AT')).toBe(ok);
  });

  test.each([
    ['LCID-08, LCID-09', clientId],
    ['LUSR-08, LUSR-09', username],
    ['LPWD-08, LPWD-09', password],
  ])('%s: the value goes into CONNECT and the query, whole', async (_ids, long) => {
    const desk = await configured();
    const value = Array.from({ length: 1024 }, (_, index) =>
      String.fromCharCode(32 + (index % 90)),
    );
    const text = value.join('');
    await desk.ask(`${long.name}=0,1024`);
    await desk.data(text, 200);
    expect(await desk.ask('AT+MQTTUSERCFG?', 300)).toBe(shown(long, text));
    await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0');
    const login = { clientId: 'c', username: 'u', password: 'p', [long.field]: text };
    expect(desk.broker.connect).toMatchObject(login);
  });

  test('LCID-09, LUSR-09, LPWD-09: three values of 1,024 bytes are shown in one line', async () => {
    const desk = await configured();
    for (const [long, letter] of [
      [clientId, 'a'],
      [username, 'b'],
      [password, 'c'],
    ] as const) {
      await desk.ask(`${long.name}=0,1024`);
      expect(await desk.data(letter.repeat(1024), 200)).toBe(ok);
    }
    const values = ['a', 'b', 'c'].map((letter) => `"${letter.repeat(1024)}"`).join(',');
    const answer = await desk.ask('AT+MQTTUSERCFG?', 1_000);
    expect(answer).toBe(`+MQTTUSERCFG:0,1,${values},0,0,"/"\r\n${ok}`);
  });

  test.each([
    ['LCID-10', clientId],
    ['LUSR-10', username],
    ['LPWD-10', password],
  ])('%s: before AT+MQTTUSERCFG it is an ERROR without a prompt', async (_ids, { name }) => {
    const desk = await Desk.ready();
    expect(await desk.ask(`${name}=0,2`)).toBe(error);
    expect(await desk.ask('AT')).toBe(ok);
  });

  test.each([
    ['LCID-11', clientId],
    ['LUSR-11', username],
    ['LPWD-11', password],
  ])('%s: a later AT+MQTTUSERCFG replaces the value', async (_ids, long) => {
    const desk = await configured();
    await desk.ask(`${long.name}=0,4`);
    await desk.data('long');
    await desk.ask('AT+MQTTCONNCFG=0,60,0,"","",0,0');
    expect(await desk.ask(userLine)).toBe(ok);
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(shown(long, long.field.charAt(0)));
  });

  test.each([
    ['NOTE-14', clientId],
    ['NOTE-14', username],
  ])('%s: a NUL byte is consumed with the rest and refused', async (_id, long) => {
    const desk = await configured();
    await desk.ask(`${long.name}=0,3`);
    expect(await desk.data('a\0', 600_000)).toBe('');
    expect(await desk.data('bAT\r\n')).toBe(error + ok);
    expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(shown(long, long.field.charAt(0)));
  });

  test('NOTE-14, CORE-19: a password may hold NUL and every other byte', async () => {
    const desk = await configured();
    const text = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('');
    await desk.ask('AT+MQTTLONGPASSWORD=0,256');
    expect(await desk.data(text)).toBe(ok);
    await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0');
    expect(desk.broker.connect.password).toBe(text);
  });

  test.each([clientId, username, password])(
    'CORE-07, CORE-20: $name takes data as it is, and what follows is the next line',
    async (long) => {
      const desk = await configured();
      await desk.ask(`${long.name}=0,6`);
      expect(await desk.data('\\",\r\n+AT+MQTTUSERCFG?\r\n')).toBe(ok + shown(long, '\\",\r\n+'));
    },
  );

  test.each([clientId, username, password])(
    'without heap for the data $name is an ERROR without a prompt',
    async ({ name }) => {
      const desk = await configured();
      const { heap } = desk.module;
      while (heap.allocate(512, 'test') !== undefined);
      const { usedBytes } = heap;
      expect(await desk.ask(`${name}=0,1024`)).toBe(error);
      expect(await desk.ask('AT')).toBe(ok);
      expect(heap.usedBytes).toBe(usedBytes);
    },
  );

  test.each([clientId, username, password])(
    'the memory of the data of $name is given back',
    async ({ name, field }) => {
      const desk = await configured();
      const { usedBytes } = desk.module.heap;
      await desk.ask(`${name}=0,1000`);
      expect(desk.module.heap.usedBytes).toBe(usedBytes + 1024);
      await desk.data('\0'.repeat(1000));
      expect(desk.module.heap.usedBytes - usedBytes).toBe(field === 'password' ? 1032 : 0);
    },
  );

  test.each([clientId, username, password])(
    'a value of $name lies in the heap with its NUL until another takes its place',
    async ({ name }) => {
      const desk = await configured();
      const { usedBytes } = desk.module.heap;
      const held = (): number => desk.module.heap.usedBytes - usedBytes;
      await desk.ask(`${name}=0,999`);
      await desk.data('x'.repeat(999));
      expect(held()).toBe(1024);
      await desk.ask(`${name}=0,100`);
      await desk.data('y'.repeat(100));
      expect(held()).toBe(128);
      await desk.ask('AT+MQTTUSERCFG=0,1,"W800","","",0,0,""');
      expect(held()).toBe(0);
    },
  );

  test.each([clientId, username, password])(
    'a value of $name that finds no room is an ERROR, and the old one stays',
    async (long) => {
      const desk = await configured();
      await desk.ask(`${long.name}=0,3`);
      await desk.data('old');
      desk.module.heap.refuse((_bytes, owner) => owner === 'mqtt.configuration');
      await desk.ask(`${long.name}=0,3`);
      expect(await desk.data('new')).toBe(error);
      expect(await desk.ask('AT+MQTTUSERCFG?')).toBe(shown(long, 'old'));
    },
  );
});
