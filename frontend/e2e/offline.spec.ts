// A tablet whose network goes away in the middle of a session keeps what it has, says so, and catches up by itself.
import { expect, test } from "@playwright/test";
import { ask, leaveAll, openBrowser, signIn, sizes, todaysMeeting } from "./house";
import * as reader from "./reader";
import * as room from "./room";
import { Server } from "./server";
import { watch } from "./watch";
import { vi } from "./words";

/** What the screens promise: after so long without a word, the connection counts as lost. */
const SILENCE = { timeout: 20_000 + 10_000 };
const BACK = { timeout: 60_000 };

const FIRST = "Thông qua chương trình phiên họp Ủy ban nhân dân tỉnh thường kỳ";
const PAPER = "Chương trình phiên họp UBND tỉnh thường kỳ";
const SECOND = /^Tình hình kinh tế – xã hội/;

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

test("a tablet without network", async ({ browser }) => {
  const chair = await openBrowser(browser, sizes.tablet);
  await signIn(chair, server, "chutich", "/room");
  const meeting = await todaysMeeting(chair);
  const session = (act: string, body = {}) =>
    ask(chair, "POST", `/api/meetings/${meeting}/session/${act}`, body);
  await session("open");

  const inRoom = await openBrowser(browser, sizes.tablet);
  const watched = await watch(inRoom);
  await signIn(inRoom, server, "dat.vt", `/room/meetings/${meeting}`);
  await room.expectItem(inRoom, FIRST);
  const reading = await openBrowser(browser, sizes.portrait);
  await signIn(reading, server, "ha.ntm", `/room/meetings/${meeting}`);
  await room.openPaper(reading, PAPER);
  const firstPage = reading.getByRole("group", { name: /^Trang 1 / });
  await reader.expectPainted(firstPage);
  const loaded = await reading.evaluate(() => performance.timeOrigin);

  await test.step("the network goes: it is said, and everything stays", async () => {
    await inRoom.context().setOffline(true);
    await reading.context().setOffline(true);
    await expect(room.isCut(inRoom)).toBeVisible(SILENCE);
    await expect(room.told(inRoom)).toContainText(vi("room.strip.cut", { time: "" }).trim());
    await room.expectItem(inRoom, FIRST);
    await inRoom.getByRole("button", { name: vi("room.checkIn") }).click();
    await expect(inRoom.getByRole("dialog", { name: vi("asked.title.check_in") })).toBeVisible();
    // Closing the question is no wish either.
    await inRoom.keyboard.press("Escape");
    await expect(inRoom.getByRole("dialog")).toHaveCount(0);
    await expect(reader.told(reading)).toContainText(
      vi("reader.strip.offline", { time: "" }).trim(),
      SILENCE,
    );
    await reader.expectPainted(firstPage);
  });

  await session("advance", { to: "next" });

  await test.step("the network is back: current again, without a reload", async () => {
    await inRoom.context().setOffline(false);
    await reading.context().setOffline(false);
    await expect(inRoom.getByRole("heading", { level: 1, name: SECOND })).toBeVisible(BACK);
    await expect(room.isCut(inRoom)).toHaveCount(0);
    await inRoom.getByRole("button", { name: vi("room.checkIn") }).click();
    await expect(inRoom.getByRole("button", { name: vi("room.checkIn") })).toHaveCount(0);
    await expect(reader.told(reading)).toContainText(vi("reader.strip.moved", { number: "2" }), BACK);
    await reader.expectPainted(firstPage);
    expect(await reading.evaluate(() => performance.timeOrigin)).toBe(loaded);
  });
  watched.clean();
});
