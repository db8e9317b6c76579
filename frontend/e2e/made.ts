// Files the tests make themselves: many of them, large ones, and such as no server should take.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

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
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, place) => {
    const offset = body.length;
    body += `${place + 1} 0 obj\n${object}\nendobj\n`;
    return String(offset).padStart(10, "0");
  });
  const table = offsets.map((offset) => `${offset} 00000 n \n`).join("");
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return { name, mimeType: PDF, buffer: Buffer.from(body + end, "latin1") };
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
