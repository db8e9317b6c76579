// Nothing is proposed that is set already, and taking all takes exactly what was shown.
import { expect, it } from "vitest";
import type { PaperFields } from "./papersApi";
import { lines, taken } from "./proposed";

const FIELDS: PaperFields = {
  type_code: "",
  symbol: "218/TTr-STC",
  issued_on: "",
  unit: "Sở Tài chính",
  title: "To trinh",
  classification: "",
  item_id: "item",
};

it("proposes only what differs", () => {
  const all = lines(FIELDS, {
    symbol: "218/TTr-STC",
    unit: " Sở  Tài chính".normalize("NFD"),
    title: "Tờ trình về việc điều chỉnh kế hoạch",
    issued_on: "2026-11-20",
  });
  expect(all.filter(({ agrees }) => agrees).map(({ field }) => field)).toEqual(["symbol", "unit"]);
  expect(taken(all)).toEqual({
    issued_on: "2026-11-20",
    title: "Tờ trình về việc điều chỉnh kế hoạch",
  });
});

it("has nothing to take where the page says nothing", () => {
  expect(taken(lines(FIELDS, undefined))).toEqual({});
});
