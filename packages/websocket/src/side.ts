/** Which end of a WebSocket this is. Only a client's frames are masked. */
export type Side = 'client' | 'server';
