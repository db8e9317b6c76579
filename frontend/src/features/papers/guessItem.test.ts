// File names as they come by mail still find their item.
import { expect, it } from "vitest";
import { guessItem } from "./guessItem";

const items = [
  { id: "a", number: 1, title: "Tình hình kinh tế – xã hội tháng 11" },
  { id: "b", number: 2, title: "Dự thảo Kế hoạch phát triển năm 2027" },
  { id: "c", number: 3, title: "Đề án xử lý trụ sở công dôi dư" },
];

it("goes by a leading number", () => {
  expect(guessItem("2.1 To trinh.pdf", items, "a")).toBe("b");
  expect(guessItem("ND3_phu luc.pdf", items, "a")).toBe("c");
  expect(guessItem("2027 dự toán.pdf", items, "a")).toBe("a");
});

it("goes by shared words, marks or not", () => {
  expect(guessItem("De an xu ly tru so.pdf", items, "a")).toBe("c");
});

it("falls back when nothing speaks for an item", () => {
  expect(guessItem("scan0001.pdf", items, "b")).toBe("b");
});
