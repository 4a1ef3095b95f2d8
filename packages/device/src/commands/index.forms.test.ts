import { describe, expect, test } from 'vitest';
import { MqttDesk } from '../testing/mqtt-desk.ts';
import { commands } from './index.ts';

const error = '\r\nERROR\r\n';
const formatError = '\r\nCMD FORMAT ERR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';

/** A line with its LinkID in braces, and a state in which it is carried out. */
const links = [
  ['LINK-01', 'AT+MQTTUSERCFG={},1,"W800","","",0,0,""', 0],
  ['LINK-02', 'AT+MQTTLONGCLIENTID={},4', 1],
  ['LINK-03', 'AT+MQTTLONGUSERNAME={},4', 1],
  ['LINK-04', 'AT+MQTTLONGPASSWORD={},4', 1],
  ['LINK-05', 'AT+MQTTCONNCFG={},60,0,"","",0,0', 1],
  ['LINK-06', 'AT+MQTTALPN={},1,"mqtt"', 1],
  ['LINK-07', 'AT+MQTTCONN={},"10.0.0.9",1883,0', 1],
  ['LINK-08', 'AT+MQTTPUB={},"t","x",0,0', 4],
  ['LINK-09', 'AT+MQTTPUBRAW={},"t",1,0,0', 4],
  ['LINK-10', 'AT+MQTTSUB={},"t",0', 4],
  ['LINK-11', 'AT+MQTTUNSUB={},"held"', 6],
  ['LINK-12', 'AT+MQTTCLEAN={}', 4],
] as const;

const queries = [
  ['FORM-01', 'AT+MQTTUSERCFG'],
  ['FORM-02', 'AT+MQTTCONNCFG'],
  ['FORM-03', 'AT+MQTTALPN'],
  ['FORM-04', 'AT+MQTTCONN'],
  ['FORM-05', 'AT+MQTTSUB'],
] as const;

const setOnly = [
  ['FORM-06', 'AT+MQTTPUB'],
  ['FORM-07', 'AT+MQTTPUBRAW'],
  ['FORM-08', 'AT+MQTTUNSUB'],
  ['FORM-09', 'AT+MQTTCLEAN'],
  ['LCID-12', 'AT+MQTTLONGCLIENTID'],
  ['LUSR-12', 'AT+MQTTLONGUSERNAME'],
  ['LPWD-12', 'AT+MQTTLONGPASSWORD'],
] as const;

describe('the forms of the MQTT commands', () => {
  test.each(links)('%s: %s takes LinkID 0 and no other', async (_id, line, state) => {
    const desk = await MqttDesk.inState(state);
    for (const other of ['1', '-1', '', '"0"', '00000000256']) {
      expect(await desk.ask(line.replace('{}', other))).toBe(parseError);
    }
    expect(await desk.state()).toBe(state);
    expect(desk.broker.take()).toEqual([]);
    expect(await desk.ask(line.replace('{}', '0'))).toContain('\r\nOK\r\n');
  });

  test.each(queries)('%s: %s has a query form and a set form', async (_id, name) => {
    const desk = await MqttDesk.inState(6);
    await desk.ask('AT+MQTTCLEAN=0');
    expect(await desk.ask(`${name}?`)).toMatch(/^(\+MQTT[A-Z]+:0,[^\r]*\r\n)?\r\nOK\r\n$/);
    const command = commands.find((candidate) => candidate.name === name);
    expect(command?.set).toBeDefined();
    // Set and execute are one type, so a bare name is a set form without arguments.
    expect(await desk.ask(name)).toBe(parseError);
  });

  test.each(setOnly)('%s: %s has only a set form, a query is an ERROR', async (_id, name) => {
    const desk = await MqttDesk.inState(6);
    expect(await desk.ask(`${name}?`)).toBe(error);
    expect(await desk.ask(name)).toBe(parseError);
    expect(desk.broker.take()).toEqual([]);
  });

  test('FORM-10: there are twelve MQTT commands, and others are unknown', async () => {
    const desk = await MqttDesk.inState(4);
    const unknown = ['AT+MQTTSNI', 'AT+MQTTCLIENTID', 'AT+MQTTUSERNAME', 'AT+MQTTPASSWORD'];
    unknown.push('AT+MQTT', 'AT+MQTTDISCONN', 'AT+MQTTPUBRAWS', 'AT+mqttconn', 'at+mqttconn');
    for (const name of unknown) {
      for (const form of ['', '?', '=?', '=0', '=0,"x"']) {
        expect(await desk.ask(name + form)).toBe(formatError);
      }
    }
    const known = commands.filter(({ name }) => name.startsWith('AT+MQTT'));
    const answering = new Set<string>();
    for (const { name } of known) {
      const fresh = await MqttDesk.inState(4);
      if ((await fresh.ask(`${name}=?`)) !== formatError) answering.add(name);
    }
    expect(answering).toEqual(new Set(links.map(([, line]) => line.slice(0, line.indexOf('=')))));
    expect(answering.size).toBe(12);
  });
});
