const identifierMax = 65_535;

/** Hands out packet identifiers in order, never zero [MQTT-2.3.1-1], never one in use. */
export class PacketIdentifiers {
  private readonly used = new Set<number>();
  private last = 0;

  /** An identifier nobody uses [MQTT-2.3.1-2], or undefined when all 65,535 are in use. */
  take(): number | undefined {
    if (this.used.size === identifierMax) return undefined;
    do {
      this.last = (this.last % identifierMax) + 1;
    } while (this.used.has(this.last));
    this.used.add(this.last);
    return this.last;
  }

  /** Free for reuse once the exchange is over [MQTT-2.3.1-3]. */
  release(identifier: number): void {
    this.used.delete(identifier);
  }

  /** All are free, and counting begins anew. */
  clear(): void {
    this.used.clear();
    this.last = 0;
  }
}
