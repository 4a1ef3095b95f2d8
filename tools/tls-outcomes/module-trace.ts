import { finding, type Trace } from '@w800/kernel';
import { tlsAlert, tlsFailure, tlsSession } from '@w800/tls';
import { websocketFrame, websocketUpgrade } from '@w800/websocket';

/** Collects what the trace says of the module's connections, in a few words a record. */
export function moduleTrace(trace: Trace): string[] {
  const said: string[] = [];
  trace.on(tlsAlert, ({ data: { side, direction, level, name } }) => {
    // At the end of every session stands close_notify.
    if (side === 'client' && level === 'fatal') said.push(`alert ${name} ${direction}`);
  });
  trace.on(tlsFailure, ({ data: { side, kind, detail } }) => {
    // An alert has been told.
    if (side !== 'client' || kind === 'alert') return;
    said.push(detail === '' ? kind : `${kind} ${detail}`);
  });
  trace.on(tlsSession, ({ data: { side, flags } }) => {
    if (side === 'client' && flags.length > 0) said.push(`passed over ${flags.join(' ')}`);
  });
  trace.on(websocketUpgrade, ({ data: { side, outcome, status, what } }) => {
    if (side !== 'client' || outcome === 'upgraded') return;
    const answer = outcome === 'status' || status === undefined ? '' : `${status}, `;
    said.push(`upgrade ${answer}${outcome} ${what ?? (outcome === 'status' ? status : '')}`.trim());
  });
  trace.on(websocketFrame, ({ data: { side, direction, opcode, code } }) => {
    if (side === 'client' && opcode === 'close') said.push(`close ${code ?? ''} ${direction}`);
  });
  trace.on(finding, ({ data: { id } }) => said.push(`finding ${id}`));
  return said;
}
