import type { Command } from '@w800/at';
import type { Module } from '../module.ts';
import { at } from './at.ts';
import { cwjap } from './cwjap.ts';
import { cwmode } from './cwmode.ts';
import { cwqap } from './cwqap.ts';
import { cwstate } from './cwstate.ts';
import { mqttalpn } from './mqttalpn.ts';
import { mqttclean } from './mqttclean.ts';
import { mqttconn } from './mqttconn.ts';
import { mqttconncfg } from './mqttconncfg.ts';
import { mqttlongclientid } from './mqttlongclientid.ts';
import { mqttlongpassword } from './mqttlongpassword.ts';
import { mqttlongusername } from './mqttlongusername.ts';
import { mqttpub } from './mqttpub.ts';
import { mqttpubraw } from './mqttpubraw.ts';
import { mqttsub } from './mqttsub.ts';
import { mqttunsub } from './mqttunsub.ts';
import { mqttusercfg } from './mqttusercfg.ts';
import { rst } from './rst.ts';

/** Every command the module answers to. A new one is a file and a line here. */
export const commands: readonly Command<Module>[] = [
  at,
  rst,
  cwmode,
  cwjap,
  cwqap,
  cwstate,
  mqttusercfg,
  mqttlongclientid,
  mqttlongusername,
  mqttlongpassword,
  mqttconncfg,
  mqttalpn,
  mqttconn,
  mqttpub,
  mqttpubraw,
  mqttsub,
  mqttunsub,
  mqttclean,
];
