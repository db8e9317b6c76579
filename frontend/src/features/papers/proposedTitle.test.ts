// What a secretary would otherwise type again for every file.
import { expect, it } from "vitest";
import { proposedTitle } from "./proposedTitle";

it.each([
  ["bao-cao-kinh-te.pdf", "Bao cao kinh te"],
  ["5_To-trinh__dau-tu-cong.PDF", "5 To trinh dau tu cong"],
  ["08-to-trinh.pdf", "08 To trinh"],
  ["ke-hoach-2026-2030.pdf", "Ke hoach 2026-2030"],
  ["Báo cáo kinh tế - xã hội.pdf", "Báo cáo kinh tế - xã hội"],
  ["đề-án-số-1.v2.pdf".normalize("NFD"), "Đề án số 1.v2"],
])("reads %s as %s", (fileName, title) => expect(proposedTitle(fileName)).toBe(title));

it("leaves nothing of a name without words, so that the server falls back to the name itself", () =>
  expect(proposedTitle("___.pdf")).toBe(""));
