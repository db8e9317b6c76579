// Ids of operations: UUIDv7, so that they sort by when they were made, also within one millisecond.

let last = 0;
let within = 0;

export function newId(now = Date.now()): string {
  // A clock that is set back, or stands still, must not make an id that sorts before the one before.
  if (now > last) {
    last = now;
    within = crypto.getRandomValues(new Uint16Array(1))[0] ?? 0;
    within &= 0x7ff;
  } else {
    within += 1;
    if (within > 0xfff) {
      last += 1;
      within = 0;
    }
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let at = 0; at < 6; at++) bytes[at] = Math.floor(last / 2 ** (8 * (5 - at))) & 0xff;
  bytes[6] = 0x70 | (within >> 8);
  bytes[7] = within & 0xff;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
