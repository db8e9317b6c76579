// Proves that words are read in the order and the pieces a person would read them in.
import { describe, expect, it } from "vitest";
import { flow, sentencesOf } from "./flow";
import type { PageWord } from "./words";

/** A line of words at a place; "   " between words leaves a gap as wide as a column's. */
function line(x: number, y: number, text: string, h = 12): PageWord[] {
  let at = x;
  const words: PageWord[] = [];
  for (const piece of text.split(/( {3,}| )/u)) {
    if (/^ +$/u.test(piece)) at += piece.length > 1 ? 60 : 4;
    else if (piece) {
      words.push({ text: piece, x: at, y, w: piece.length * 6, h });
      at += piece.length * 6;
    }
  }
  return words;
}
const page = (...lines: PageWord[][]) => flow(lines.flat()).map(({ kind, text }) => `${kind}: ${text}`);
const long = "một dòng dài đầy khổ giấy đến tận lề phải của trang này nhé";

describe("flowing a page", () => {
  it("joins the lines of a paragraph and parts paragraphs", () => {
    expect(
      page(
        line(90, 100, long),
        line(70, 116, "câu kết."),
        line(90, 132, long),
        line(70, 148, "Điều 2. Tổ chức thực hiện nghị quyết"),
        line(70, 164, "a) Sở Tài chính"),
      ),
    ).toEqual([
      `text: ${long} câu kết.`,
      `text: ${long}`,
      "text: Điều 2. Tổ chức thực hiện nghị quyết",
      "text: a) Sở Tài chính",
    ]);
  });

  it("reads the two halves of a letter's head one after the other", () => {
    expect(
      page(
        line(60, 50, "ỦY BAN NHÂN DÂN   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        line(60, 66, "TỈNH BÌNH MINH   Độc lập – Tự do – Hạnh phúc"),
        line(60, 120, long),
      ),
    ).toEqual([
      "centre: ỦY BAN NHÂN DÂN TỈNH BÌNH MINH",
      "centre: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập – Tự do – Hạnh phúc",
      `text: ${long}`,
    ]);
  });

  it("keeps the rows of a table apart", () => {
    expect(
      page(line(60, 50, "1   Cầu Bình Minh   120   2027"), line(60, 66, "2   Đường 15   80   2026")),
    ).toEqual(["row: 1 | Cầu Bình Minh | 120 | 2027", "row: 2 | Đường 15 | 80 | 2026"]);
  });

  it("knows a heading in the middle", () => {
    expect(page(line(60, 50, long), line(196, 90, "NGHỊ QUYẾT"), line(60, 130, long))[1]).toBe(
      "centre: NGHỊ QUYẾT",
    );
  });

  it("is nothing for nothing", () => expect(flow([])).toEqual([]));
});

describe("sentences", () => {
  const said = (...lines: PageWord[][]) => sentencesOf(flow(lines.flat()));

  it("end where the next begins, and know where they stand", () => {
    const [first, second] = said(
      line(60, 50, "Giảm 1.284,6 tỷ đồng. Giữ nguyên tổng"),
      line(60, 66, "mức vốn."),
    );
    expect(first?.text).toBe("Giảm 1.284,6 tỷ đồng.");
    expect(first?.rectangles).toHaveLength(1);
    expect(second?.text).toBe("Giữ nguyên tổng mức vốn.");
    expect(second?.rectangles).toHaveLength(2);
    expect(second?.rectangles[1]).toEqual([60, 66, 46, 12]);
  });

  it("do not end at an abbreviation or before a small letter", () => {
    expect(said(line(60, 50, "TP. Bình Minh, theo văn bản 39. của sở"))).toHaveLength(1);
  });

  it("are never longer than a voice lasts", () => {
    const endless = Array.from({ length: 12 }, (_, at) => line(60, 50 + at * 15, long)).flat();
    expect(Math.max(...sentencesOf(flow(endless)).map(({ text }) => text.length))).toBeLessThan(400);
  });
});
