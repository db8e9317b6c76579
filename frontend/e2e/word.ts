// What a Word file says, read here without the program that wrote it.
import { inflateRawSync } from "node:zlib";

/** A part of the zip a Word file is (APPNOTE.TXT 4.3): found through the directory at its end. */
function part(file: Buffer, name: string): Buffer {
  let at = file.readUInt32LE(file.lastIndexOf(Buffer.from("PK\x05\x06", "latin1")) + 16);
  while (file.readUInt32LE(at) === 0x02014b50) {
    const [size, nameLength, extra, comment] = [
      file.readUInt32LE(at + 20),
      file.readUInt16LE(at + 28),
      file.readUInt16LE(at + 30),
      file.readUInt16LE(at + 32),
    ];
    if (file.toString("utf8", at + 46, at + 46 + nameLength) === name) {
      const local = file.readUInt32LE(at + 42);
      const begins = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
      return inflateRawSync(file.subarray(begins, begins + size));
    }
    at += 46 + nameLength + extra + comment;
  }
  throw new Error(`no ${name} in the file`);
}

/** Its paragraphs. */
export function paragraphs(file: Buffer): string[] {
  const xml = part(file, "word/document.xml").toString("utf8");
  const marks: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return xml
    .split("</w:p>")
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)]
        .map(([, text = ""]) => text.replace(/&(\w+);/g, (_, name: string) => marks[name] ?? ""))
        .join(""),
    );
}
