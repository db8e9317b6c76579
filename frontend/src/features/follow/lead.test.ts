// Who may lead, who decides, and what those see who may not read what is led.
import { expect, it } from "vitest";
import type { MeetingView } from "../../live/frame";
import { decides, leadOf, mayLead, presenterOf, requests } from "./lead";

const people = {
  c: { role: "chair", name: "Chủ tọa" },
  p: { role: "member", name: "Người trình bày" },
  m: { role: "member" },
};
const view = (change: object = {}) =>
  ({
    can: ["see_room", "lead_paper"],
    attendees: { people },
    papers: { t: { title: "Tờ trình" } },
    lead: { presenter: "p", asked: {} },
    ...change,
  }) as unknown as MeetingView;

it("lets those who run the meeting and the presenter lead, and nobody else", () => {
  expect(mayLead(view(), { attendee_id: "p" })).toBe(true);
  expect(mayLead(view(), { attendee_id: "m" })).toBe(false);
  const chair = view({ can: ["lead_paper", "grant_lead"] });
  expect([mayLead(chair, { attendee_id: "c" }), decides(chair), decides(view())]).toEqual([
    true,
    true,
    false,
  ]);
  expect(presenterOf(chair, { attendee_id: "c" })?.id).toBe("p");
  expect(presenterOf(chair, { attendee_id: "p" })).toBeUndefined();
});

it("tells who leads, and what only to those who may read it", () => {
  expect(leadOf(view(), {})).toBeUndefined();
  const led = (now: object) => view({ lead: { asked: { p: "t" }, now } });
  const whole = led({ number: 3, attendee_id: "c", paper_id: "t" });
  expect(leadOf(whole, { attendee_id: "c" })).toMatchObject({
    number: 3,
    paper: "t",
    byChair: true,
    mine: true,
  });
  expect(leadOf(led({ number: 3 }), { attendee_id: "m" })).toMatchObject({ byChair: false, mine: false });
  expect(leadOf(led({ number: 3, paper_id: "gone" }), {})?.paper).toBeUndefined();
  expect(requests(whole)).toEqual([{ id: "p", paper: "t", title: "Tờ trình", person: people.p }]);
});
