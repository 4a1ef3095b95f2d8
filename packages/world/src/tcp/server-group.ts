import type { ServerControl } from './server-control.ts';

/** Several servers that are controlled as one. */
export class ServerGroup implements ServerControl {
  private readonly members: readonly ServerControl[];

  constructor(members: readonly ServerControl[]) {
    this.members = members;
  }

  forgetConnections(port?: number): void {
    for (const member of this.members) member.forgetConnections(port);
  }

  reset(port?: number, towards?: 'both' | 'peer'): void {
    for (const member of this.members) member.reset(port, towards);
  }

  finish(port?: number): void {
    for (const member of this.members) member.finish(port);
  }

  refuseConnections(port?: number): () => void {
    return all(this.members.map((member) => member.refuseConnections(port)));
  }

  ignore(what: 'new' | 'all', port?: number): () => void {
    return all(this.members.map((member) => member.ignore(what, port)));
  }

  stopReading(port?: number): () => void {
    return all(this.members.map((member) => member.stopReading(port)));
  }
}

function all(ends: readonly (() => void)[]): () => void {
  return () => {
    for (const end of ends) end();
  };
}
