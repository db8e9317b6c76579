// A scan as office machines make them: black and white, packed as JBIG2 (ITU-T T.88).

/** Probability states: Qe, next when likely, next when unlikely, whether the likely bit changes (T.88, table E.1). */
const STATES: readonly (readonly [qe: number, likely: number, unlikely: number, turn: 0 | 1])[] = [
  [0x5601, 1, 1, 1],
  [0x3401, 2, 6, 0],
  [0x1801, 3, 9, 0],
  [0x0ac1, 4, 12, 0],
  [0x0521, 5, 29, 0],
  [0x0221, 38, 33, 0],
  [0x5601, 7, 6, 1],
  [0x5401, 8, 14, 0],
  [0x4801, 9, 14, 0],
  [0x3801, 10, 14, 0],
  [0x3001, 11, 17, 0],
  [0x2401, 12, 18, 0],
  [0x1c01, 13, 20, 0],
  [0x1601, 29, 21, 0],
  [0x5601, 15, 14, 1],
  [0x5401, 16, 14, 0],
  [0x5101, 17, 15, 0],
  [0x4801, 18, 16, 0],
  [0x3801, 19, 17, 0],
  [0x3401, 20, 18, 0],
  [0x3001, 21, 19, 0],
  [0x2801, 22, 19, 0],
  [0x2401, 23, 20, 0],
  [0x2201, 24, 21, 0],
  [0x1c01, 25, 22, 0],
  [0x1801, 26, 23, 0],
  [0x1601, 27, 24, 0],
  [0x1401, 28, 25, 0],
  [0x1201, 29, 26, 0],
  [0x1101, 30, 27, 0],
  [0x0ac1, 31, 28, 0],
  [0x09c1, 32, 29, 0],
  [0x08a1, 33, 30, 0],
  [0x0521, 34, 31, 0],
  [0x0441, 35, 32, 0],
  [0x02a1, 36, 33, 0],
  [0x0221, 37, 34, 0],
  [0x0141, 38, 35, 0],
  [0x0111, 39, 36, 0],
  [0x0085, 40, 37, 0],
  [0x0049, 41, 38, 0],
  [0x0025, 42, 39, 0],
  [0x0015, 43, 40, 0],
  [0x0009, 44, 41, 0],
  [0x0005, 45, 42, 0],
  [0x0001, 45, 43, 0],
  [0x5601, 46, 46, 0],
];

/** The arithmetic coder of T.88, annex E, the other way round. */
class Coder {
  private readonly out: number[] = [0];
  private readonly index = new Uint8Array(65_536);
  private readonly likely = new Uint8Array(65_536);
  private a = 0x8000;
  private c = 0;
  private count = 12;

  encode(context: number, bit: number) {
    const [qe, next, other, turn] = STATES[this.index[context] ?? 0] ?? [0, 0, 0, 0];
    this.a -= qe;
    if (bit === this.likely[context]) {
      if (this.a & 0x8000) {
        this.c += qe;
        return;
      }
      if (this.a < qe) this.a = qe;
      else this.c += qe;
      this.index[context] = next;
    } else {
      if (this.a < qe) this.c += qe;
      else this.a = qe;
      if (turn) this.likely[context] = 1 - (this.likely[context] ?? 0);
      this.index[context] = other;
    }
    do {
      this.a <<= 1;
      this.c *= 2;
      this.count -= 1;
      if (this.count === 0) this.byte();
    } while (!(this.a & 0x8000));
  }

  private put(shift: number) {
    const unit = 2 ** shift;
    this.out.push(Math.floor(this.c / unit) & 0xff);
    this.c %= unit;
    this.count = shift === 20 ? 7 : 8;
  }

  private byte() {
    const last = this.out.length - 1;
    if (this.out[last] === 0xff) return this.put(20);
    if (this.c >= 0x8000000) {
      this.out[last] = (this.out[last] ?? 0) + 1;
      if (this.out[last] === 0xff) {
        this.c %= 0x8000000;
        return this.put(20);
      }
      this.c %= 0x8000000;
    }
    this.put(19);
  }

  end(): number[] {
    const most = this.c + this.a;
    this.c = Math.floor(this.c / 0x10000) * 0x10000 + 0xffff;
    if (this.c >= most) this.c -= 0x8000;
    for (let times = 0; times < 2; times++) {
      this.c *= 2 ** this.count;
      this.byte();
    }
    return [...this.out.slice(1), 0xff, 0xac];
  }
}

const four = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

/** What a page of so many dots holds, as a PDF wants it: `black` says which are. */
export function jbig2(width: number, height: number, black: (x: number, y: number) => boolean): Buffer {
  const coder = new Coder();
  const dot = (x: number, y: number) => (x >= 0 && x < width && y >= 0 && black(x, y) ? 1 : 0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let context = 0;
      for (const [row, from, to] of [
        [-2, -2, 2],
        [-1, -3, 3],
        [0, -4, -1],
      ] as const) {
        for (let at = from; at <= to; at++) context = context * 2 + dot(x + at, y + row);
      }
      coder.encode(context, dot(x, y));
    }
  }
  const region = [
    ...four(width),
    ...four(height),
    ...four(0),
    ...four(0),
    0,
    // Template 0 with its own four further dots.
    0,
    3,
    255,
    253,
    255,
    2,
    254,
    254,
    254,
    ...coder.end(),
  ];
  const page = [...four(width), ...four(height), ...four(0), ...four(0), 0, 0, 0];
  return Buffer.from([
    ...four(0),
    48,
    0,
    1,
    ...four(page.length),
    ...page,
    ...four(1),
    38,
    0,
    1,
    ...four(region.length),
    ...region,
  ]);
}
