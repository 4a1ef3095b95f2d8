import type { Bilingual } from './parameter.ts';
import type { ParameterLimits } from './parameter-limits.ts';

/** The limits of a parameter in words: `integer, 0 to 3; may be left out, then 1`. */
export function limitsText(limits: ParameterLimits): Bilingual {
  const parts = [kindText(limits), ...presenceTexts(limits)];
  return {
    en: parts.map(({ en }) => en).join('; '),
    zh: parts.map(({ zh }) => zh).join('；'),
  };
}

function kindText(limits: ParameterLimits): Bilingual {
  if (limits.kind === 'integer') {
    const { min, max } = limits;
    if (min === max) return { en: `always ${min}`, zh: `固定为 ${min}` };
    return { en: `integer, ${min} to ${max}`, zh: `整数，${min} 至 ${max}` };
  }
  const { bytesMin, bytesMax } = limits;
  const range = bytesMin === bytesMax ? `${bytesMin}` : `${bytesMin} to ${bytesMax}`;
  return { en: `text, ${range} bytes`, zh: `字符串，${range.replace('to', '至')} 字节` };
}

function* presenceTexts(limits: ParameterLimits): Generator<Bilingual> {
  const { presence, fallback, timesMax } = limits;
  if (limits.kind === 'integer' && limits.emptyDefault !== undefined) {
    yield { en: `empty for ${limits.emptyDefault}`, zh: `留空为 ${limits.emptyDefault}` };
  }
  if (presence === 'optional' && fallback === undefined) {
    yield { en: 'may be left out', zh: '可省略' };
  } else if (presence === 'optional') {
    const value = typeof fallback === 'string' ? `"${fallback}"` : `${fallback}`;
    yield { en: `may be left out, then ${value}`, zh: `可省略，默认 ${value}` };
  }
  if (timesMax !== undefined) yield { en: `up to ${timesMax} times`, zh: `最多 ${timesMax} 个` };
}
