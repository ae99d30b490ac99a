/** IPv4 address arithmetic. Addresses are unsigned 32-bit numbers, ranges are a first address and a prefix length. */
export interface Range {
  readonly first: number;
  readonly length: number;
}

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ADDRESS = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);

/** The number of a dotted IPv4 address, or `undefined`. Leading zeros are refused: some readers take them for octal. */
export function parseAddress(text: string): number | undefined {
  const found = ADDRESS.exec(text);
  if (!found) return undefined;
  return found.slice(1, 5).reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

export const printAddress = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

/** The range of `10.0.0.0/16`, host bits kept off. `undefined` where it is none; see `hostBits` for `10.0.0.1/16`. */
export function parseRange(text: string): Range | undefined {
  const slash = text.indexOf('/');
  const first = parseAddress(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (slash < 0 || first === undefined || !/^(\d|[12]\d|3[0-2])$/.test(digits)) return undefined;
  return { first: networkOf(first, Number(digits)), length: Number(digits) };
}

export const printRange = (range: Range): string => `${printAddress(range.first)}/${range.length}`;

/** Whether the text names a host inside its range, as `10.0.0.1/16` does. */
export function hostBits(text: string): boolean {
  const range = parseRange(text);
  return range !== undefined && printRange(range) !== text;
}

/** The number of addresses in a range. */
export const sizeOf = (range: Range): number => 2 ** (32 - range.length);

export const lastOf = (range: Range): number => range.first + sizeOf(range) - 1;

export const networkOf = (address: number, length: number): number => {
  const size = 2 ** (32 - length);
  return Math.floor(address / size) * size;
};

export const overlaps = (a: Range, b: Range): boolean => a.first <= lastOf(b) && b.first <= lastOf(a);

export const contains = (outer: Range, inner: Range): boolean =>
  outer.first <= inner.first && lastOf(inner) <= lastOf(outer);

export const holds = (range: Range, address: number): boolean => range.first <= address && address <= lastOf(range);

/** The longest prefix length whose range has at least `addresses` addresses. */
export function lengthFor(addresses: number): number {
  let length = 32;
  while (length > 0 && 2 ** (32 - length) < addresses) length -= 1;
  return length;
}

/**
 * Cuts pieces out of `block`, in order, each aligned to its size and clear of `taken` and of the earlier pieces.
 * A piece that does not fit is `undefined`.
 */
export function cut(block: Range, lengths: readonly number[], taken: readonly Range[] = []): (Range | undefined)[] {
  const used = [...taken];
  return lengths.map((length) => {
    const size = 2 ** (32 - length);
    let first = Math.ceil(block.first / size) * size;
    for (;;) {
      const piece = { first, length };
      if (!contains(block, piece)) return undefined;
      const inTheWay = used.find((range) => overlaps(range, piece));
      if (!inTheWay) {
        used.push(piece);
        return piece;
      }
      first = Math.ceil((lastOf(inTheWay) + 1) / size) * size;
    }
  });
}
