/**
 * How a server behaves: as it was described, but for what somebody has changed
 * since. Who has something to say has a layer, which replaces what it said
 * before; where two name the same, the one that was set later holds.
 */
export class Behaviour<State extends object> {
  private readonly described: State;
  private readonly layers = new Map<string, Partial<State>>();
  private present: State;

  constructor(described: State) {
    this.described = described;
    this.present = described;
  }

  get now(): State {
    return this.present;
  }

  /** Returns what takes the layer away. */
  change(parts: Partial<State>, layer = ''): () => void {
    this.layers.delete(layer);
    this.layers.set(layer, parts);
    this.merge();
    return () => {
      this.layers.delete(layer);
      this.merge();
    };
  }

  private merge(): void {
    this.present = Object.assign({}, this.described, ...this.layers.values()) as State;
  }
}
