import type { AnyFaultDefinition } from '../define-fault.ts';
import { certificateExpired } from './certificate-expired.ts';
import { certificateIncomplete } from './certificate-incomplete.ts';
import { certificateNotYetValid } from './certificate-not-yet-valid.ts';
import { certificateRevoked } from './certificate-revoked.ts';
import { certificateSelfSigned } from './certificate-self-signed.ts';
import { certificateUnknownCa } from './certificate-unknown-ca.ts';
import { certificateWeak } from './certificate-weak.ts';
import { certificateWrongName } from './certificate-wrong-name.ts';
import { certificateWrongUsage } from './certificate-wrong-usage.ts';
import { clientCertificateRefused } from './client-certificate-refused.ts';
import { clientCertificateRequired } from './client-certificate-required.ts';
import { tlsAlert } from './tls-alert.ts';
import { tlsClosed } from './tls-closed.ts';
import { tlsCorrupt } from './tls-corrupt.ts';
import { tlsNoAlpn } from './tls-no-alpn.ts';
import { tlsSilent } from './tls-silent.ts';
import { tlsSlow } from './tls-slow.ts';
import { tlsSmallRecords } from './tls-small-records.ts';
import { tlsTooNew } from './tls-too-new.ts';
import { websocketClosed } from './websocket-closed.ts';
import { websocketFragments } from './websocket-fragments.ts';
import { websocketPings } from './websocket-pings.ts';
import { websocketStatus } from './websocket-status.ts';
import { websocketWrongAccept } from './websocket-wrong-accept.ts';
import { websocketWrongFrames } from './websocket-wrong-frames.ts';
import { websocketWrongSubprotocol } from './websocket-wrong-subprotocol.ts';

export const tlsFaults: readonly AnyFaultDefinition[] = [
  tlsAlert,
  tlsClosed,
  tlsCorrupt,
  tlsNoAlpn,
  tlsSilent,
  tlsSlow,
  tlsSmallRecords,
  tlsTooNew,
  certificateExpired,
  certificateIncomplete,
  certificateNotYetValid,
  certificateRevoked,
  certificateSelfSigned,
  certificateUnknownCa,
  certificateWeak,
  certificateWrongName,
  certificateWrongUsage,
  clientCertificateRefused,
  clientCertificateRequired,
  websocketClosed,
  websocketFragments,
  websocketPings,
  websocketStatus,
  websocketWrongAccept,
  websocketWrongFrames,
  websocketWrongSubprotocol,
];
