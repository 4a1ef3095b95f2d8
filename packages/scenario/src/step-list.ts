import type { AnyStepDefinition } from './define-step.ts';
import { block } from './steps/block.ts';
import { broker } from './steps/broker.ts';
import { check } from './steps/check.ts';
import { data } from './steps/data.ts';
import { expect } from './steps/expect.ts';
import { fault } from './steps/fault.ts';
import { faults } from './steps/faults.ts';
import { host } from './steps/host.ts';
import { mark } from './steps/mark.ts';
import { never } from './steps/never.ts';
import { power } from './steps/power.ts';
import { records } from './steps/records.ts';
import { repair } from './steps/repair.ts';
import { say } from './steps/say.ts';
import { send } from './steps/send.ts';
import { set } from './steps/set.ts';
import { station } from './steps/station.ts';
import { wait } from './steps/wait.ts';

/** Every kind of step. A new one is a file under `steps/` and a line here. */
export const stepList: readonly AnyStepDefinition[] = [
  send,
  expect,
  data,
  never,
  wait,
  broker,
  check,
  mark,
  records,
  fault,
  faults,
  repair,
  station,
  power,
  host,
  set,
  say,
  block,
];
