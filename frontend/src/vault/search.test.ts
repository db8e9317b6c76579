// The search without network finds what people type, marks the very letters, and opens no page that lacks a word.
import { expect, it } from "vitest";
import { foldLetters, passage, words } from "./search";

const PAGE =
  "ỦY BAN NHÂN DÂN TỈNH LAM GIANG. Báo cáo tình hình kinh tế – xã hội; bảng giá đất năm 2027 được điều chỉnh theo Luật Đất đai.";

const marked = (question: string, text = PAGE) => {
  const found = passage(text, words(question));
  const letters = [...(found?.text ?? "")];
  return found?.marks.map(([start, length]) => letters.slice(start, start + length).join(""));
};

it("finds without marks, in any order, and marks the words as they stand", () => {
  expect(marked("gia dat")?.toSorted()).toEqual(["giá", "Đất", "đất"].toSorted());
  expect(marked("ĐIEU CHINH")).toEqual(["điều", "chỉnh"]);
  expect(marked("2027")).toEqual(["2027"]);
  // Decomposed, as macOS writes it.
  expect(marked("đất đai".normalize("NFD"))).toContain("Đất");
});

it("finds whole words, and nothing where one is missing", () => {
  expect(marked("kinh te")).toEqual(["kinh", "tế"]);
  expect(marked("kin")).toBeUndefined();
  expect(marked("inh")).toBeUndefined();
  expect(marked("giá nhà")).toBeUndefined();
});

it("folds each letter to one letter", () => {
  for (const word of ["Ngọc", "ẤẨẪ", "đĐ", "ﬁ", "𝐍ghị"]) {
    expect(foldLetters(word)).toHaveLength([...word.normalize("NFC")].length);
  }
});

it("shows the passage where the words stand together", () => {
  const far = `đất ${"x ".repeat(400)} giá đất ở ${"y ".repeat(50)}`;
  expect(passage(far, words("giá đất"))?.text).toContain("giá đất ở");
});
