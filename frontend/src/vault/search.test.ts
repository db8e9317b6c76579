// The search without network over a whole pack: pages that hold everything asked for, and papers by their names.
import "fake-indexeddb/auto";
import { afterEach, expect, it } from "vitest";
import { importKey } from "./crypt";
import { PICTURE, textRecord } from "./kept";
import { searchVault } from "./search";
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

const marked = ({ text, marks }: { text: string; marks: [number, number][] }) =>
  marks.map(([start, length]) => [...text].slice(start, start + length).join(""));

it("finds without marks, in any order, the last word by its beginning, and a paper by its name", async () => {
  const vault = await kept();
  const hits = await searchVault(vault, "dat gia");
  expect(hits.map(({ paper_id, page }) => [paper_id, page])).toEqual([
    ["p", 2],
    ["q", undefined],
  ]);
  expect(marked(hits[0]?.snippet ?? { text: "", marks: [] })).toEqual(["giá", "đất", "Đất"]);
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
