// Files the tests make themselves: many of them, large ones, and such as no server should take.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { jbig2 } from "./jbig2";

export interface Made {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const own = (name: string) => readFileSync(resolve(import.meta.dirname, "files", name));
const PDF = "application/pdf";

/** A PDF of one page with these words, and so many bytes nobody looks at. */
export function pdf(name: string, words: string, padding = 0): Made {
  const content = `BT /F1 18 Tf 72 760 Td (${words}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    `<< /Length ${padding} >>\nstream\n${"0".repeat(padding)}\nendstream`,
  ];
  return { name, mimeType: PDF, buffer: written(objects) };
}

/** Opened by "matkhau". */
export const locked = (name: string): Made => ({ name, mimeType: PDF, buffer: own("co-mat-khau.pdf") });
export const PASSWORD_OF_LOCKED = "matkhau";

export const word = (name: string): Made => ({
  name,
  mimeType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  buffer: own("to-trinh.docx"),
});

/** What browsers save when a page says it is a PDF. */
export const page = (name: string): Made => ({
  name,
  mimeType: PDF,
  buffer: Buffer.from("<!DOCTYPE html><html><body>Khong phai tep PDF</body></html>"),
});

/** What a page of a made report shows: lines of text at places, and a blue picture where one is wanted. */
interface Sheet {
  lines: [x: number, y: number, words: string][];
  picture?: [x: number, y: number, width: number, height: number];
  /** Leads to another page, from 1. */
  link?: { at: [number, number, number, number]; to: number };
}

/** A report of a few pages: contents with links, two columns with a picture, a scan at the end, and headings in the file itself. */
export function report(name: string, pages: number): Made {
  const column = (x: number, words: string): Sheet["lines"] =>
    Array.from({ length: 30 }, (_, line) => [x, 700 - line * 18, `${words} ${line + 1} of many here`]);
  const sheets: Sheet[] = Array.from({ length: pages }, (_, index) => {
    const number = index + 1;
    if (number === 1) {
      const link = { at: [72, 690, 300, 712] as [number, number, number, number], to: 3 };
      return {
        lines: [
          [72, 760, "Report of the committee"],
          [72, 696, "Conclusions ... page 3"],
        ],
        link,
      };
    }
    if (number === 2) {
      return {
        lines: [...column(60, "left line"), ...column(320, "right line")],
        picture: [320, 60, 200, 90],
      };
    }
    if (number === pages) return { lines: [], picture: [0, 0, 595, 842] };
    return {
      lines: [
        [72, 760, `Chapter ${number}`],
        [72, 720, "The committee approved the report. It asked for a further one."],
        [72, 702, `Number ${number * 1000} stands on this page.`],
      ],
    };
  });
  const objects: string[] = [];
  const add = (object: string) => objects.push(object);
  const pageOf = (number: number) => 7 + (number - 1) * 3;
  add("<< /Type /Catalog /Pages 2 0 R /Outlines 3 0 R >>");
  add(`<< /Type /Pages /Kids [${sheets.map((_, i) => `${pageOf(i + 1)} 0 R`).join(" ")}] /Count ${pages} >>`);
  add("<< /Type /Outlines /First 4 0 R /Last 5 0 R /Count 2 >>");
  add(`<< /Title (First part) /Parent 3 0 R /Next 5 0 R /Dest [${pageOf(1)} 0 R /XYZ 0 842 0] >>`);
  add(`<< /Title (Conclusions) /Parent 3 0 R /Prev 4 0 R /Dest [${pageOf(3)} 0 R /XYZ 0 780 0] >>`);
  add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  for (const { lines, picture, link } of sheets) {
    const [page, text, image] = [objects.length + 1, objects.length + 2, objects.length + 3];
    const drawn = picture ? `q ${picture[2]} 0 0 ${picture[3]} ${picture[0]} ${picture[1]} cm /P Do Q ` : "";
    const written = lines.map(([x, y, words]) => `BT /F1 12 Tf ${x} ${y} Td (${words}) Tj ET`).join("\n");
    const content = drawn + written;
    const note = link
      ? `/Annots [<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [${link.at.join(" ")}] /Dest [${pageOf(link.to)} 0 R /XYZ 0 780 0] >>]`
      : "";
    const dots = "3060C0".repeat(32 * 32);
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${text} 0 R /Resources << /Font << /F1 6 0 R >> /XObject << /P ${image} 0 R >> >> ${note} >>`,
    );
    if (objects.length !== page) throw new Error("objects are out of order");
    add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    add(
      `<< /Type /XObject /Subtype /Image /Width 32 /Height 32 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /ASCIIHexDecode /Length ${dots.length + 1} >>\nstream\n${dots}>\nendstream`,
    );
  }
  return { name, mimeType: PDF, buffer: written(objects) };
}

/** A paper that came through an office scanner: pages that are one picture each, in black and white. */
export function scan(name: string, pages: number): Made {
  const [width, height] = [595, 842];
  // As fine as offices scan, 288 dots an inch: lines of blocks, as words look from afar.
  const fine = 4;
  const black = (across: number, down: number) => {
    const [x, y] = [Math.floor(across / fine), Math.floor(down / fine)];
    return (
      x > 60 && x < 535 && y > 80 && y < 760 && y % 22 < 9 && (x * 7 + Math.floor(y / 22) * 13) % 61 < 46
    );
  };
  const image = jbig2(width * fine, height * fine, black).toString("latin1");
  const content = `q ${width} 0 0 ${height} 0 0 cm /P Do Q`;
  const first = 5;
  const kids = Array.from({ length: pages }, (_, at) => `${first + at} 0 R`).join(" ");
  return {
    name,
    mimeType: PDF,
    buffer: written([
      "<< /Type /Catalog /Pages 2 0 R >>",
      `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      `<< /Type /XObject /Subtype /Image /Width ${width * fine} /Height ${height * fine} /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode /Length ${image.length} >>\nstream\n${image}\nendstream`,
      ...Array.from(
        { length: pages },
        () =>
          `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 3 0 R /Resources << /XObject << /P 4 0 R >> >> >>`,
      ),
    ]),
  };
}

/** The objects as a file, with the table of where they are. */
function written(objects: readonly string[]): Buffer {
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, place) => {
    const offset = body.length;
    body += `${place + 1} 0 obj\n${object}\nendobj\n`;
    return String(offset).padStart(10, "0");
  });
  const table = offsets.map((offset) => `${offset} 00000 n \n`).join("");
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + end, "latin1");
}
