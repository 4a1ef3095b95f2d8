/** What is put into the module's slots; what is absent is the product's own test set. */
export interface ModuleSlots {
  /** The text of a file, or a certificate of the world by name. */
  readonly ca?: 'none' | { readonly name: string } | { readonly pem: string };
  readonly identity?:
    | 'none'
    | { readonly name: string }
    | { readonly pem: string; readonly keyPem: string };
}
