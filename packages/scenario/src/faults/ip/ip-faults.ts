import type { AnyFaultDefinition } from '../define-fault.ts';
import { bandwidth } from './bandwidth.ts';
import { captivePortal } from './captive-portal.ts';
import { addressConflict } from './address-conflict.ts';
import { connectionReset } from './connection-reset.ts';
import { dhcpNak } from './dhcp-nak.ts';
import { dhcpPoolExhausted } from './dhcp-pool-exhausted.ts';
import { dhcpSilent } from './dhcp-silent.ts';
import { dhcpSlow } from './dhcp-slow.ts';
import { duplicated } from './duplicated.ts';
import { halfOpen } from './half-open.ts';
import { jitter } from './jitter.ts';
import { latency } from './latency.ts';
import { lossInRuns } from './loss-in-runs.ts';
import { loss } from './loss.ts';
import { natTimeout } from './nat-timeout.ts';
import { oneWay } from './one-way.ts';
import { portBlocked } from './port-blocked.ts';
import { portRefused } from './port-refused.ts';
import { portSilent } from './port-silent.ts';
import { reordered } from './reordered.ts';
import { routerRestart } from './router-restart.ts';
import { smallMtu } from './small-mtu.ts';
import { unreachable } from './unreachable.ts';
import { uplink } from './uplink.ts';
import { zeroWindow } from './zero-window.ts';

export const ipFaults: readonly AnyFaultDefinition[] = [
  uplink,
  latency,
  jitter,
  loss,
  lossInRuns,
  bandwidth,
  duplicated,
  reordered,
  smallMtu,
  oneWay,
  natTimeout,
  routerRestart,
  captivePortal,
  portBlocked,
  unreachable,
  connectionReset,
  halfOpen,
  portRefused,
  portSilent,
  zeroWindow,
  dhcpSilent,
  dhcpSlow,
  dhcpNak,
  dhcpPoolExhausted,
  addressConflict,
];
