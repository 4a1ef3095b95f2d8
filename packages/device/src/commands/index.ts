import type { ModuleCommand } from '../module.ts';
import { assert } from './assert.ts';
import { at } from './at.ts';
import { ate0 } from './ate0.ts';
import { ate1 } from './ate1.ts';
import { cipdns } from './cipdns.ts';
import { cipsntpcfg } from './cipsntpcfg.ts';
import { cipsntpintv } from './cipsntpintv.ts';
import { cipsntptime } from './cipsntptime.ts';
import { cipstatus } from './cipstatus.ts';
import { cipap } from './cipap.ts';
import { cipapmac } from './cipapmac.ts';
import { cipsta } from './cipsta.ts';
import { cipstamac } from './cipstamac.ts';
import { cwapproto } from './cwapproto.ts';
import { cwautoconn } from './cwautoconn.ts';
import { cwcountry } from './cwcountry.ts';
import { cwdhcp } from './cwdhcp.ts';
import { cwdhcps } from './cwdhcps.ts';
import { cwhostname } from './cwhostname.ts';
import { cwinit } from './cwinit.ts';
import { cwlap } from './cwlap.ts';
import { cwlapopt } from './cwlapopt.ts';
import { cwlapoptSorted } from './cwlapopt-sorted.ts';
import { cwlif } from './cwlif.ts';
import { cwqif } from './cwqif.ts';
import { cwreconncfg } from './cwreconncfg.ts';
import { cwsap } from './cwsap.ts';
import { cwstaproto } from './cwstaproto.ts';
import { cwjap } from './cwjap.ts';
import { cwmode } from './cwmode.ts';
import { cwqap } from './cwqap.ts';
import { cwstate } from './cwstate.ts';
import { gmr } from './gmr.ts';
import { mqttalpn } from './mqttalpn.ts';
import { mqttclean } from './mqttclean.ts';
import { mqttclientid } from './mqttclientid.ts';
import { mqttconn } from './mqttconn.ts';
import { mqttconncfg } from './mqttconncfg.ts';
import { mqttlongclientid } from './mqttlongclientid.ts';
import { mqttlongpassword } from './mqttlongpassword.ts';
import { mqttlongusername } from './mqttlongusername.ts';
import { mqttpassword } from './mqttpassword.ts';
import { mqttpub } from './mqttpub.ts';
import { mqttpubraw } from './mqttpubraw.ts';
import { mqttsub } from './mqttsub.ts';
import { mqttunsub } from './mqttunsub.ts';
import { mqttusercfg } from './mqttusercfg.ts';
import { mqttusername } from './mqttusername.ts';
import { restore } from './restore.ts';
import { rst } from './rst.ts';
import { sysram } from './sysram.ts';
import { syslog } from './syslog.ts';
import { sysmsg } from './sysmsg.ts';
import { sysstore } from './sysstore.ts';
import { uartCur } from './uart-cur.ts';
import { uartDef } from './uart-def.ts';

/** Every command the module answers to. A new one is a file and a line here. */
export const commands: readonly ModuleCommand[] = [
  at,
  rst,
  restore,
  sysstore,
  sysram,
  assert,
  ate0,
  ate1,
  gmr,
  uartCur,
  uartDef,
  cwinit,
  cwmode,
  cwjap,
  cwqap,
  cwstate,
  cwreconncfg,
  cwlapopt,
  cwlapoptSorted,
  cwlap,
  cwsap,
  cwlif,
  cwqif,
  cwdhcp,
  cwdhcps,
  cwautoconn,
  cwapproto,
  cwstaproto,
  cipstamac,
  cipapmac,
  cipsta,
  cipdns,
  cipap,
  cwhostname,
  cwcountry,
  cipsntpcfg,
  cipsntptime,
  cipsntpintv,
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
  sysmsg,
  syslog,
  cipstatus,
  mqttclientid,
  mqttusername,
  mqttpassword,
];
