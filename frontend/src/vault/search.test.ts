// The search without network over a whole pack: pages that hold everything asked for, and papers by their names.
import "fake-indexeddb/auto";
import { afterEach, expect, it } from "vitest";
import { importKey } from "./crypt";
import { PICTURE, textRecord } from "./kept";
import { searchKept } from "./search";
import { erase, Vault } from "./vault";

const PAGE =
  "ỦY BAN NHÂN DÂN TỈNH LAM GIANG. Báo cáo tình hình kinh tế – xã hội; bảng giá đất năm 2027 được điều chỉnh theo Luật Đất đai.";

async function kept() {
  const key = await importKey("ab".repeat(32));
  const vault = await Vault.open({
    meeting: "m",
    account: "a",
    key,
    from: 0,
    until: Number.MAX_SAFE_INTEGER,
  });
  const papers = {
    p: { title: "Báo cáo", symbol: "12/BC-UBND", hash: "1" },
    q: { title: "Tờ trình bảng giá đất", hash: "2" },
  };
  await vault.put(PICTURE, { view: { meeting_id: "m", title: "Phiên họp", papers } });
  await vault.put(textRecord("p", "1"), ["trang bìa", PAGE]);
  await vault.put(textRecord("q", "2"), ["không có gì ở đây"]);
  return vault;
}
afterEach(() => erase("m"));

const searchVault = async (vault: Vault, question: string) => (await searchKept([vault], question)).hits;
const marked = ({ text, marks }: { text: string; marks: [number, number][] }) =>
  marks.map(([start, length]) => [...text].slice(start, start + length).join(""));

it("finds without marks, in any order, the last word by its beginning, and a paper by its name", async () => {
  const vault = await kept();
  const hits = await searchVault(vault, "dat gia");
  expect(hits.map(({ paper_id, page }) => [paper_id, page])).toEqual([
    ["q", undefined],
    ["p", 2],
  ]);
  expect(marked(hits[0]?.snippet ?? { text: "", marks: [] })).toEqual(["giá", "đất"]);
  expect(marked(hits[1]?.snippet ?? { text: "", marks: [] })).toEqual(["giá", "đất", "Đất"]);
  expect(await searchVault(vault, "dieu chin")).toHaveLength(1);
  expect(await searchVault(vault, "12/bc-ubnd")).toHaveLength(1);
  // Decomposed, as macOS writes it.
  expect(await searchVault(vault, "đất đai".normalize("NFD"))).toHaveLength(1);
  expect(await searchVault(vault, "“bảng giá”")).toHaveLength(2);
  vault.end();
});

it("finds nothing where a word is missing, or where nothing is asked", async () => {
  const vault = await kept();
  for (const question of ["giá khoai", "inh", "", "???"])
    expect(await searchVault(vault, question)).toEqual([]);
  vault.end();
});

it("puts exact marks first, names before pages, the newest paper first; and takes a beginning only where whole words are few", async () => {
  const vault = await kept();
  const paper = (title: string, more = {}) => ({
    title,
    hash: title,
    updated_at: "2026-11-20T01:00:00Z",
    ...more,
  });
  const papers = {
    1: paper("Dat gia"),
    2: paper("Đất ở", { issued_on: "2025-12-31", type_code: "TTr", unit: "Sở  Tài chính" }),
    3: paper("Nghị quyết 39-NQ/TW"),
    4: paper("Đất", { type_code: "BC", unit: "Sở Xây dựng" }),
  };
  await vault.put(PICTURE, { view: { meeting_id: "m", title: "Phiên họp", papers } });
  await vault.put(textRecord("1", "Dat gia"), ["đất", "dạt", "đất nước"]);
  await vault.put(textRecord("4", "Đất"), ["datum"]);
  const found = async (question: string, narrowing = {}) =>
    (await searchKept([vault], question, narrowing)).hits.map(
      ({ paper_id, page = 0 }) => `${paper_id}.${page}`,
    );
  expect(await found("đất")).toEqual(["4.0", "2.0", "1.1", "1.3", "1.0", "1.2", "4.1"]);
  expect(await found("dat")).toEqual(["4.0", "2.0", "1.0", "1.1", "1.2", "1.3", "4.1"]);
  // A number nobody wrote is its parts; one that somebody wrote is that number alone.
  expect(await found("39-nq")).toEqual(["3.0"]);
  expect(await found("39-nq/tw")).toEqual(["3.0"]);
  expect(await found("đất", { year: 2025 })).toEqual(["2.0"]);
  expect(await found("dat", { year: 2026, type: "bc" })).toEqual(["4.0", "4.1"]);
  expect(await found("dat", { unit: "so tai chinh" })).toEqual(["2.0"]);
  expect(await found("dat", { unit: "so tai" })).toEqual([]);
  // Whole words enough for an answer: what only begins so is left out.
  await vault.put(
    textRecord("1", "Dat gia"),
    Array.from({ length: 30 }, () => "đất"),
  );
  expect(await found("dat")).not.toContain("4.1");
  vault.end();
});
