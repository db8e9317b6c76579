// Names are found as they are typed in a hurry: without marks.
import { describe, expect, it } from "vitest";
import table from "../../../../crates/domain/tests/fold.json";
import { finds, fold } from "./fold";

describe("fold", () => {
  it("takes the marks off, đ included", () => {
    expect(fold("Đặng Thùy Ngân")).toBe("dang thuy ngan");
    expect(fold("Ủy ban")).toBe(fold("Uỷ ban"));
    expect(fold("Thanh Hoá")).toBe(fold("Thanh Hóa"));
  });

  it("folds as the server does", () => {
    for (const [text, folded] of table) expect(fold(text ?? "")).toBe(folded);
  });

  it("finds every typed word in any order, marks or not", () => {
    expect(finds("dang", "Đặng Trường An")).toBe(true);
    expect(finds("an đặng", "Đặng Trường An")).toBe(true);
    expect(finds("dang minh", "Đặng Trường An")).toBe(false);
    expect(finds("  ", "Đặng Trường An")).toBe(true);
  });
});
