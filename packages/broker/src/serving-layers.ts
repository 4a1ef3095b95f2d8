import { checkListener } from './check-listener.ts';
import type { ListenerOptions } from './listener-options.ts';
import type { ServingOverlay } from './listener.ts';

/** What a port speaks: as it was told, and what lies over that for a while. */
export class ServingLayers {
  private readonly overlays = new Map<string, ServingOverlay>();
  private told: ListenerOptions;
  private present: ListenerOptions;

  /** @param told known to make sense */
  constructor(told: ListenerOptions) {
    this.told = told;
    this.present = told;
  }

  /** What the next client meets. */
  get now(): ListenerOptions {
    return this.present;
  }

  /** What lies below the overlays. */
  get below(): ListenerOptions {
    return this.told;
  }

  /** @throws BrokerError for what makes no sense; then nothing has changed */
  tell(options: ListenerOptions): void {
    this.present = merged(checkListener(options), this.overlays.values());
    this.told = options;
  }

  /** @throws BrokerError as `tell` does. @returns what takes it away again */
  lay(overlay: ServingOverlay, layer: string): () => void {
    const others = [...this.overlays].filter(([name]) => name !== layer);
    this.present = merged(this.told, [...others.map(([, other]) => other), overlay]);
    this.overlays.delete(layer);
    this.overlays.set(layer, overlay);
    return () => {
      // Somebody else's may lie there by now.
      if (this.overlays.get(layer) !== overlay) return;
      this.overlays.delete(layer);
      this.present = merged(this.told, this.overlays.values());
    };
  }
}

function merged(told: ListenerOptions, overlays: Iterable<ServingOverlay>): ListenerOptions {
  let { tls, websocket } = told;
  for (const overlay of overlays) {
    if (tls !== undefined) tls = overlay.tls?.(tls) ?? tls;
    if (websocket !== undefined) websocket = overlay.websocket?.(websocket) ?? websocket;
  }
  return checkListener({ ...told, tls, websocket });
}
