// A long report as departments send them: text and a photograph on every page, together some fifty megabytes.
import type { Page } from "@playwright/test";

/** Photographs nobody has seen: noise over soft colours, as large as a camera's are once they stand in a report. */
async function photographs(page: Page, count: number): Promise<Buffer[]> {
  const made: Buffer[] = [];
  for (let from = 0; from < count; from += 20) {
    const some = await page.evaluate(
      async ([from, many]) => {
        const canvas = new OffscreenCanvas(1100, 720);
        const context = canvas.getContext("2d");
        if (!context) throw new Error("no canvas");
        let seed = from + 1;
        const dice = () => {
          seed = (seed * 1103515245 + 12345) % 2147483648;
          return seed / 2147483648;
        };
        const all: string[] = [];
        for (let photograph = 0; photograph < many; photograph++) {
          const sky = context.createLinearGradient(0, 0, dice() * 1100, 720);
          sky.addColorStop(0, `hsl(${dice() * 360} 60% 70%)`);
          sky.addColorStop(1, `hsl(${dice() * 360} 50% 30%)`);
          context.fillStyle = sky;
          context.fillRect(0, 0, 1100, 720);
          for (let stain = 0; stain < 9_000; stain++) {
            context.fillStyle = `hsl(${dice() * 360} 40% ${dice() * 100}% / 0.35)`;
            context.fillRect(dice() * 1100, dice() * 720, 3 + dice() * 12, 3 + dice() * 12);
          }
          const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.82 });
          const bytes = new Uint8Array(await blob.arrayBuffer());
          let letters = "";
          for (let at = 0; at < bytes.length; at += 8_192) {
            letters += String.fromCharCode(...bytes.subarray(at, at + 8_192));
          }
          all.push(btoa(letters));
        }
        return all;
      },
      [from, Math.min(20, count - from)] as const,
    );
    made.push(...some.map((photograph) => Buffer.from(photograph, "base64")));
  }
  return made;
}

export async function longReport(page: Page, pages: number): Promise<Buffer> {
  const pictures = await photographs(page, pages);
  const parts: Buffer[] = [Buffer.from("%PDF-1.4\n")];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const write = (bytes: Buffer) => {
    parts.push(bytes);
    length += bytes.length;
  };
  const add = (head: string, stream?: Buffer) => {
    offsets.push(length);
    write(Buffer.from(`${offsets.length} 0 obj\n${head}\n`));
    if (stream) {
      write(Buffer.from("stream\n"));
      write(stream);
      write(Buffer.from("\nendstream\n"));
    }
    write(Buffer.from("endobj\n"));
  };
  const pageOf = (index: number) => 4 + index * 3;
  add("<< /Type /Catalog /Pages 2 0 R >>");
  add(
    `<< /Type /Pages /Kids [${pictures.map((_, index) => `${pageOf(index)} 0 R`).join(" ")}] /Count ${pages} >>`,
  );
  add("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");
  pictures.forEach((picture, index) => {
    const line = `Report of the year, page ${index + 1}: works, funds and dates, as they stand at the end of the quarter`;
    const lines = Array.from(
      { length: 24 },
      (_, at) => `BT /F1 12 Tf 70 ${770 - at * 16} Td (${line}) Tj ET`,
    );
    const content = Buffer.from(`q 455 0 0 298 70 60 cm /P Do Q\n${lines.join("\n")}`);
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${pageOf(index) + 1} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /P ${pageOf(index) + 2} 0 R >> >> >>`,
    );
    add(`<< /Length ${content.length} >>`, content);
    add(
      `<< /Type /XObject /Subtype /Image /Width 1100 /Height 720 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${picture.length} >>`,
      picture,
    );
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const end = `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  parts.push(Buffer.from(end));
  return Buffer.concat(parts);
}
