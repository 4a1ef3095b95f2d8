import type { ServingOverlay, WebSocketServing } from '@w800/broker';

/** Does something wrong in every WebSocket from now on, beside what is done already. */
export function misbehaviour(wrong: NonNullable<WebSocketServing['misbehaviour']>): ServingOverlay {
  return {
    websocket: (serving) => ({ ...serving, misbehaviour: { ...serving.misbehaviour, ...wrong } }),
  };
}
