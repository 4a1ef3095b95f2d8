type Gate = 'refuse' | 'drop-new' | 'drop-all' | 'unread';

/** Ports of a host that are shut from outside, whoever listens there. */
export class PortGates {
  /** In the order they were shut; one without a port is about all of them. */
  private readonly shut = new Set<{ readonly gate: Gate; readonly port: number | undefined }>();

  /** Returns what opens it again. */
  close(gate: Gate, port: number | undefined): () => void {
    const entry = { gate, port };
    this.shut.add(entry);
    return () => this.shut.delete(entry);
  }

  /** Whether a segment to a port vanishes. */
  drops(port: number, isSyn: boolean): boolean {
    if (this.shut.size === 0) return false;
    return this.has('drop-all', port) || (isSyn && this.has('drop-new', port));
  }

  /** Whether a new connection to a port is answered with RST. */
  refuses(port: number): boolean {
    return this.shut.size > 0 && this.has('refuse', port);
  }

  /** Whether nobody reads what comes to a port. */
  isUnread(port: number): boolean {
    return this.shut.size > 0 && this.has('unread', port);
  }

  private has(gate: Gate, port: number): boolean {
    for (const entry of this.shut) {
      if (entry.gate === gate && (entry.port ?? port) === port) return true;
    }
    return false;
  }
}
