const block = /(<!-- ([a-z-]+) -->\n)[\s\S]*?(<!-- \/\2 -->)/g;

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`, if `make` knows the name. */
export function fillBlocks(text: string, make: (name: string) => string | undefined): string {
  return text.replaceAll(block, (whole, open: string, name: string, close: string) => {
    const content = make(name);
    return content === undefined ? whole : `${open}${content}${close}`;
  });
}
