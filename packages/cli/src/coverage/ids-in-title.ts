const candidate = /\b([A-Z]{2,8})-(\d+(?:\.\.\d+)?)\b/g;
const onlyIdsBefore = /^(?:[A-Z]{2,8}-\d+[, ]+)*$/;

/**
 * The requirements a title names: every id of a known group, and what else
 * stands where ids do, at the beginning. UTF-16 is no id, PBU-03 a wrong one.
 */
export function idsInTitle(title: string, groups: ReadonlySet<string>): readonly string[] {
  return [...title.matchAll(candidate)].flatMap((match) => {
    const [id, group = '', number = ''] = match;
    const isLeading = number.length === 2 && onlyIdsBefore.test(title.slice(0, match.index));
    return groups.has(group) || isLeading ? [id] : [];
  });
}

/**
 * The requirements that a text elsewhere names, such as a cell of a table: ids
 * of known groups, wrong numbers and shorthands too, so that they are found out.
 */
export function idsInCell(text: string, groups: ReadonlySet<string>): readonly string[] {
  return [...text.matchAll(candidate)].flatMap(([id, group = '']) =>
    groups.has(group) ? [id] : [],
  );
}
